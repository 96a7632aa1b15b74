package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How far an operation came in this process.
 *
 * @param operation which
 * @param result how it stands now
 * @param history everything its ledger says
 * @param problems what kept it from succeeding
 */
public record Outcome(OperationId operation, Result result, History history, List<Problem> problems) {

    public Outcome {
        problems = List.copyOf(problems);
    }

    /** How the operation of {@code history} stood when somebody last worked on it. */
    public static Outcome of(History history) {
        Result result = history.closed()
                .map(closed -> closed.succeeded() ? Result.SUCCEEDED : Result.FAILED)
                .orElse(Result.SUSPENDED);
        return new Outcome(
                history.operation(), result, history, result == Result.SUCCEEDED ? List.of() : problems(history));
    }

    /**
     * Whether the operation of {@code history} has failed and is over: it needed an approval, and that has ended with it, so
     * nobody goes on with it.
     */
    public static boolean isOver(History history) {
        return history.closed().filter(closed -> !closed.succeeded()).isPresent()
                && history.opened()
                        .flatMap(Fact.Opened::plan)
                        .flatMap(Plan::approvedWithin)
                        .isPresent();
    }

    /** What its ledger says kept it from succeeding: first what nothing could go on without, last what was only tried. */
    private static List<Problem> problems(History history) {
        List<Action> actions = new ArrayList<>(
                history.opened().flatMap(Fact.Opened::plan).map(Plan::actions).orElse(List.of()));
        actions.sort(Comparator.comparing(action -> action.budget().isPresent()));
        Map<ActionId, ActionState> states = history.actions();
        List<Problem> problems = new ArrayList<>();
        for (Action action : actions) {
            states.getOrDefault(action.id(), ActionState.NEW)
                    .settled()
                    .flatMap(Fact.Settled::problem)
                    .ifPresent(problems::add);
        }
        history.entries().stream()
                .map(Entry::fact)
                .filter(Fact.Suspended.class::isInstance)
                .map(fact -> ((Fact.Suspended) fact).problem())
                .filter(problem -> !problem.code().equals(Approvals.AWAITED))
                .reduce((earlier, later) -> later)
                .ifPresent(problems::add);
        return problems.isEmpty() && isOver(history) ? List.of(Approvals.used(history)) : problems;
    }

    /** How an operation stands. */
    public enum Result {
        /** Everything is done. */
        SUCCEEDED,
        /** Something failed; running it again looks at it again. */
        FAILED,
        /** Something goes on in AWS or could not be read: the operation is open and can be resumed. */
        SUSPENDED
    }
}
