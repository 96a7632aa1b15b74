package io.labelmint.dr.job;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.notice.NoticePlanner;
import io.labelmint.dr.notice.RunSummary;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.PlanDigest;
import io.labelmint.dr.run.Approvals;
import io.labelmint.dr.run.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * What a run says of it that somebody had its plan begun with fewer approvals than it needs: a red finding that stays, and
 * a notice to everybody who is told of anything, sent when the plan is begun and not when it has ended.
 */
final class BreakGlass {
    /** Id of the finding that the glass was broken. */
    static final String BROKEN = "approval.break-glass";

    private final RunningJob run;
    private final RequestedWork work;

    BreakGlass(RunningJob run, RequestedWork work) {
        this.run = run;
        this.work = work;
    }

    /** The finding; empty if nobody broke the glass of {@code operation}. */
    static Optional<Finding> finding(String subject, History operation) {
        return operation.brokenGlass().map(entry -> broken(subject, operation, entry));
    }

    private static Finding broken(String subject, History operation, Entry entry) {
        Fact.BrokenGlass glass = (Fact.BrokenGlass) entry.fact();
        int needed = operation
                .opened()
                .flatMap(Fact.Opened::plan)
                .orElseThrow()
                .demand()
                .needed();
        List<Fact.Approved> approved = Approvals.approved(operation);
        String by = approved.isEmpty()
                ? ""
                : ", by " + approved.stream().map(Fact.Approved::approver).collect(Collectors.joining(", "));
        return new Look(BROKEN, subject, "what is done was approved by as many people as it needs", Controls.MONITORING)
                .failed(
                        "GLASS BROKEN by " + glass.actor() + ": plan " + new PlanDigest(glass.planDigest()).brief()
                                + " was begun with " + approved.size() + " of " + needed + " approvals" + by
                                + ". Reason: " + glass.reason(),
                        "Have somebody who did not ask for it look at what was done and why, and write that down.",
                        Facts.of(
                                "brokenBy", glass.actor(),
                                "brokenAt", entry.at(),
                                "brokenHow", glass.how(),
                                "reason", glass.reason(),
                                "planDigest", glass.planDigest()));
    }

    /** Tells people now; empty if there is nothing to tell, or nobody. Nothing waits for it but the end of the run. */
    CompletableFuture<Optional<Outcome>> tell() {
        OperationId operation = new OperationId("glass-" + run.id());
        Optional<Plan> notice = run.engine()
                .ledgers()
                .read(work.operation(run.id()))
                .flatMap(history -> finding(work.look().subject(), history))
                .flatMap(finding -> new NoticePlanner().plan(operation, run.estate(), summary(finding)));
        if (notice.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return Trouble.caught(() -> run.notice(notice.get(), "Notice of broken glass"))
                .thenApply(Optional::of);
    }

    private RunSummary summary(Finding finding) {
        return new RunSummary(
                run.id(),
                run.kind(),
                "break-glass of " + work.title(),
                run.estate().name(),
                finding.facts().get("brokenBy"),
                List.of(finding));
    }
}
