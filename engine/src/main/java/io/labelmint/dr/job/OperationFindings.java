package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.notice.PostToSlack;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Approvals;
import io.labelmint.dr.run.Outcome;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        List<Entry> approvals = history.approvals();
        if (approvals.isEmpty()) {
            return Facts.NONE;
        }
        Plan plan = history.opened().flatMap(Fact.Opened::plan).orElseThrow();
        List<Fact.Approved> by = Approvals.approved(history);
        Facts facts = Facts.of(
                "approvedBy", joined(by, Fact.Approved::approver),
                "approvedAt", approvals.get(approvals.size() - 1).at(),
                "approvedHow", joined(by, Fact.Approved::how),
                "approvalsNeeded", plan.demand().needed(),
                "planDigest", by.get(0).planDigest());
        boolean alone = by.stream().anyMatch(approval -> plan.demand().isRequester(approval.approver()));
        return alone
                ? facts.and(Facts.of("approvedByRequester", "yes: the estate declares requesterMayApprove"))
                : facts;
    }

    private static String joined(List<Fact.Approved> by, Function<Fact.Approved, String> what) {
        return by.stream().map(what).collect(Collectors.joining(", "));
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
