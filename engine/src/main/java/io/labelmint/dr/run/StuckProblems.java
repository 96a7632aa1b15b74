package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.util.Optional;

/**
 * What can keep an action from getting on, beyond what AWS says itself, told to a person.
 *
 * @param action the action
 * @param operation its operation
 */
public record StuckProblems(Action action, OperationId operation) {

    /** Code of the problem that something was tried for as long as it could be, and gone on without. */
    public static final String BUDGET_OVER = "action.budget-over";

    Problem overdue(String phase, Duration elapsed) {
        return problem(
                "action.overdue",
                "is still " + phase + " after " + elapsed.toMinutes() + " min; it usually takes "
                        + action.estimate().duration().toMinutes() + " min.",
                "Look at it in the AWS console; when it is done, resume operation " + operation + ".");
    }

    Problem vanished(ActionState state) {
        Problem problem = problem(
                "action.vanished",
                "was accepted by AWS and is not there.",
                "Find out in CloudTrail who removed it, then run the job again: it is then started again.");
        return state.lastSent().map(sent -> problem.with("sent", sent)).orElse(problem);
    }

    Problem hidden() {
        return problem(
                "action.hidden",
                "cannot be started, because AWS says that it exists, and cannot be found.",
                "Look for what has its name, in the recycle bin and among what is shared with this account too; remove"
                        + " it, then run the job again.");
    }

    Problem withoutEffect() {
        return problem(
                "action.without-effect",
                "was accepted by AWS several times and does not stay.",
                "Find out in CloudTrail who sets it back, then resume operation " + operation + ".");
    }

    /** Its budget is over: what comes after it goes on without it. */
    Problem exhausted(Optional<Problem> obstacle) {
        String why = obstacle.map(problem -> " " + problem.summary()).orElse("");
        return problem(
                BUDGET_OVER,
                "was not done within " + action.budget().orElseThrow().toSeconds() + " s, and was not waited for any"
                        + " longer." + why,
                "Do it by hand as soon as its region answers.");
    }

    Problem inDoubt() {
        return Problem.of(
                        "action.in-doubt",
                        "Whether " + action.id() + " happened is not known: the process or the connection was lost"
                                + " while it was sent.",
                        "It is not sent again, so that nobody is told twice; make sure its receivers know.")
                .with("action", action.id());
    }

    private Problem problem(String code, String what, String remedy) {
        return Problem.of(code, action.id() + " " + what, remedy).with("action", action.id());
    }
}
