package io.labelmint.dr.job;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.notice.NoticePlanner;
import io.labelmint.dr.notice.RunSummary;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a run says of itself when its work is done: notices for people, and metrics. Both are operations of their own. */
final class RunNotices {
    private final RunningJob run;
    private final Job job;
    private final Estate estate;

    RunNotices(RunningJob run, Job job) {
        this.run = run;
        this.job = job;
        this.estate = run.estate();
    }

    /** Tells people what was found, or of the runs the job is about. */
    CompletableFuture<Void> tell() {
        run.unlessDetached();
        if (!job.type().tells()) {
            return CompletableFuture.completedFuture(null);
        }
        Optional<RunSummary> news = news();
        OperationId operation = new OperationId("notice-" + run.attempt() + "-" + run.id());
        Optional<Plan> plan = news.flatMap(summary -> new NoticePlanner().plan(operation, estate, summary));
        if (plan.isEmpty()) {
            job.about().ifPresent(about -> {
                String silence = news.isPresent()
                        ? "The estate names nobody to tell, so nobody was told."
                        : "There is nothing to tell (told when: " + about.when().label() + "), so nobody was told.";
                run.add(telling().passed(silence, Facts.of("runs", about.runs())));
                run.recordFound();
            });
            return CompletableFuture.completedFuture(null);
        }
        run.phase("tell");
        return once(plan.get(), "Notices")
                .thenAccept(outcome -> {
                    run.record(OperationFindings.ran(outcome));
                    OperationFindings.delivered(outcome).forEach(run::add);
                })
                .exceptionally(failure -> {
                    run.add(telling().notTested(Trouble.problem(failure)));
                    return null;
                })
                .thenRun(run::recordFound);
    }

    /** Publishes what it measured, when everything else is done: nothing waits for a metric. */
    CompletableFuture<Void> publish() {
        run.unlessDetached();
        run.takeBack(RunMetrics.PUBLISHED); // that of an earlier process
        RunMetrics metrics = new RunMetrics(run, job);
        Optional<Plan> plan = metrics.plan(run.history());
        if (plan.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        run.phase("publish metrics");
        return once(plan.get(), "Metrics")
                .thenAccept(outcome -> {
                    run.record(OperationFindings.ran(outcome));
                    metrics.published(outcome).forEach(run::add);
                })
                .exceptionally(failure -> {
                    run.add(metrics.unpublished(Trouble.problem(failure)));
                    return null;
                })
                .thenRun(run::recordFound);
    }

    /**
     * The end of {@code plan}. What has ended already, however it did, the process that died meanwhile only had not said: to try it
     * again would cost each process more than it gets done, if they die often.
     */
    private CompletableFuture<Outcome> once(Plan plan, String title) {
        return Trouble.caught(() -> run.engine()
                .ledgers()
                .read(plan.operation())
                .filter(history -> history.closed().isPresent())
                .map(ended -> CompletableFuture.completedFuture(Outcome.of(ended)))
                .orElseGet(() -> run.notice(plan, title)));
    }

    /** What there is to tell; empty if nothing happened that people want to be told of. */
    private Optional<RunSummary> news() {
        return job.about()
                .map(about -> new RunsTold(run.engine().ledgers(), run.id(), about)
                        .summary(run.counting(), estate, run.actor()))
                .orElseGet(() -> Optional.of(new RunSummary(
                        run.id(), run.kind(), job.type().label(), estate.name(), run.actor(), run.findings())));
    }

    private Look telling() {
        return new Look(
                OperationFindings.DELIVERED, estate.name(), "people are told of every run", Controls.MONITORING);
    }
}
