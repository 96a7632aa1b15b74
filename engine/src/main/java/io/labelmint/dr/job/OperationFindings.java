package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.notice.PostToSlack;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Outcome;
import java.util.List;

/** What a run finds in the operations it brought to an end. */
final class OperationFindings {
    /** Id of the finding whether people were told. */
    static final String DELIVERED = "notice.delivered";

    private OperationFindings() {}

    static Fact ran(Outcome outcome) {
        return new Fact.Ran(
                outcome.operation(), outcome.history().head(), outcome.result() == Outcome.Result.SUCCEEDED);
    }

    /** That of an earlier operation, as its ledger stands. */
    static Fact ran(History history) {
        return new Fact.Ran(
                history.operation(),
                history.head(),
                history.closed().filter(Fact.Closed::succeeded).isPresent());
    }

    static Finding completed(Look look, Outcome outcome) {
        return ended(look, outcome, "The backup of this slot is made.");
    }

    /** Passed with {@code words} if the operation succeeded, and otherwise failed with the first of its problems. */
    static Finding ended(Look look, Outcome outcome, String words) {
        Facts facts = Facts.of("operation", outcome.operation());
        if (outcome.result() == Outcome.Result.SUCCEEDED) {
            return look.passed(words, facts);
        }
        Problem problem = outcome.problems().get(0);
        return look.failed(problem.summary(), problem.remedy(), facts);
    }

    /** Who approved the plan of {@code history}, if anybody had to. */
    static Facts approval(History history) {
        return history.approval()
                .map(entry -> {
                    Fact.Approved approved = (Fact.Approved) entry.fact();
                    return Facts.of(
                            "approvedBy", approved.approver(),
                            "approvedAt", entry.at(),
                            "approvedHow", approved.how(),
                            "planDigest", approved.planDigest());
                })
                .orElse(Facts.NONE);
    }

    /** By the plan that was run, which need not be what would be planned today. */
    static List<Finding> delivered(Outcome outcome) {
        Plan plan = outcome.history().opened().orElseThrow().plan().orElseThrow();
        return plan.actions().stream().map(action -> delivered(action, outcome)).toList();
    }

    private static Finding delivered(Action notice, Outcome outcome) {
        Look look = new Look(DELIVERED, notice.id().value(), "people are told of every run", Controls.MONITORING);
        ActionState state = outcome.history().actions().getOrDefault(notice.id(), ActionState.NEW);
        return state.done()
                ? look.passed(
                        (notice instanceof PostToSlack ? "Slack" : "SNS") + " accepted the notice.", state.facts())
                : look.notTested(state.settled()
                        .flatMap(Fact.Settled::problem)
                        .orElseGet(() -> outcome.problems().get(0)));
    }
}
