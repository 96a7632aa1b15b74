package io.labelmint.dr.job;

import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.PlanDigest;
import io.labelmint.dr.run.Approvals;

/** The text of a plan that does nothing, for those who decide: what it is, how long it is good for, who has to approve. */
final class DecisionText {
    private final StringBuilder text = new StringBuilder();

    /** That of {@code operation}, which {@code run} prepared. */
    DecisionText(OperationId run, History operation) {
        Fact.Opened opened = operation.opened().orElseThrow();
        Plan plan = opened.plan().orElseThrow();
        line(opened.kind().prefix() + opened.title());
        line("Plan " + new PlanDigest(opened.planDigest().orElseThrow()).brief() + ", run " + run);
        if (plan.approvedWithin().isPresent()) {
            line("  made " + Approvals.madeAndGoodUntil(operation));
            line("  approval by " + plan.demand().words());
        }
    }

    /** One more line. */
    DecisionText line(String line) {
        text.append(VisibleText.line(line)).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
