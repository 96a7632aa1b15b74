package io.labelmint.dr.runbook;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.plan.CriticalPath;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether to fail over: the decision table of a runbook, and what the decision costs. */
record Decision(Estate estate, Plan plan, Duration rto) {

    void into(Markdown text) {
        String primary = estate.regions().primary();
        String dr = estate.regions().dr();
        Duration length = CriticalPath.length(CriticalPath.of(plan));
        Duration left = rto.minus(length);
        text.heading(2, "1. Whether to do it");
        text.paragraph("Decides: " + Runbook.whoDecides(estate) + ". Nobody fails over alone, and nobody by a timer.");
        text.table(
                List.of("what you see", "what to do"),
                List.of(
                        List.of(
                                primary
                                        + " does not answer, or users are not served, and nobody promises an end within "
                                        + (left.isNegative() || left.isZero() ? "minutes" : Ages.words(left)),
                                "Fail over, with this page."),
                        List.of(
                                primary + " is expected back sooner than that",
                                "Wait, and set a time at which you decide again. A failover loses what is in the table"
                                        + " below; waiting loses time only."),
                        List.of(
                                "Both regions work, and you want to leave " + primary,
                                "Not this page: `dr switchover` loses nothing."),
                        List.of(
                                "Data was destroyed or changed by mistake, and " + primary + " works",
                                "Not this page: the mistake is replicated already. `dr restore`, to a moment before it."),
                        List.of(
                                primary + " is half alive: its APIs fail, and its services may still write",
                                "Fence first (the steps that name " + primary
                                        + "). Whether to go on without a proof is decided by name, and written down."),
                        List.of(dr + " does not answer either", "Wait: nothing on this page works without it.")));
        text.paragraph("The objective (RTO) is " + Ages.words(rto) + ", the commands take about " + Ages.words(length)
                + (left.isNegative() || left.isZero()
                        ? ": MORE than there is. Begin at once."
                        : ": decide within " + Ages.words(left) + " after users were lost."));
        losses(text);
    }

    private void losses(Markdown text) {
        text.heading(3, "What would be lost");
        List<List<String>> rows = new ArrayList<>();
        Runbook.losses(plan).forEach((store, loss) -> rows.add(List.of(store, loss)));
        if (rows.isEmpty()) {
            text.paragraph("No store is moved.");
        } else {
            text.paragraph(
                    "As it was when this was written. The last safe moment is the one up to which everything is"
                            + " there; on the night it is as long before the loss of the region as it was then before this page.");
            text.table(List.of("store", "lost"), rows);
        }
        text.paragraph("What the commands rest on:");
        text.table(
                List.of("about", "what was found"),
                plan.shown().stream()
                        .filter(fact -> !fact.name().startsWith(FailoverPlanner.LOSS_OF))
                        .map(fact -> List.of(fact.name(), fact.value()))
                        .toList());
    }
}
