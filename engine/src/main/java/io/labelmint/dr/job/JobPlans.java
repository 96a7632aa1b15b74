package io.labelmint.dr.job;

import io.labelmint.dr.backup.BackupPlanner;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Engine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What a job would do if it ran now. Reads, and changes nothing. */
public final class JobPlans {
    /** What the facts of {@link #budget} begin with that say what the copy of a store costs. */
    public static final String COPY = "copy.";

    private final Engine engine;
    private final Estate estate;

    public JobPlans(Engine engine, Estate estate) {
        this.engine = engine;
        this.estate = estate;
    }

    /**
     * The plans of {@code job}, one per operation it would begin; a job that only looks has none.
     *
     * @throws io.labelmint.dr.ProblemException if the job does not fit the estate; the future fails with it if something
     *     the plan needs is not there or cannot be read
     */
    public CompletableFuture<List<Plan>> of(Job job) {
        Instant now = engine.timeline().now();
        CompletableFuture<List<Plan>> all = CompletableFuture.completedFuture(List.of());
        for (Store store : job.stores(estate)) {
            all = all.thenCompose(plans -> planned(job, store, now).thenApply(plan -> {
                List<Plan> more = new ArrayList<>(plans);
                plan.ifPresent(more::add);
                return List.copyOf(more);
            }));
        }
        return all;
    }

    /** What the copies of {@code job} cost at most, held against the budget; empty for a job that is no drill. */
    public CompletableFuture<Optional<Finding>> budget(Job job) {
        return job.type() == Job.Type.DRILL
                ? new DrillQuotes(engine, estate)
                        .of(job.stores(estate), engine.timeline().now(), 1)
                        .thenApply(quote -> Optional.of(quote.judged()))
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private CompletableFuture<Optional<Plan>> planned(Job job, Store store, Instant now) {
        return switch (job.type()) {
            case DAILY, BACKUP ->
                read(
                        estate.regions().primary(),
                        observatory -> new BackupPlanner().plan(estate, store, observatory, now));
            case RESTORE_TEST, DRILL ->
                new RestorePlans(engine, estate)
                        .trial(store)
                        .filter(trial -> RestoreTests.takesPlace(job.type(), trial, estate))
                        .map(trial -> read(
                                trial.region(),
                                observatory -> Optional.of(trial.restore(
                                        RestoreTests.operation(job.type(), estate, store, now, 1), observatory, now))))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
            case RESTORE, CUT_OVER, FAILOVER, SIGN_OFF, PROVISION -> {
                RequestedWork work = RequestedWork.of(job, engine, estate).orElseThrow();
                OperationId operation = work.operation(job.operation(estate, now));
                yield read(
                        work.region(),
                        observatory -> Optional.of(
                                (job.needsApproval() ? work.fixed(observatory) : work).plan(operation, observatory)));
            }
            case CHECK, READINESS, SWEEP, HEARTBEAT, REVIEW, TELL ->
                CompletableFuture.completedFuture(Optional.empty());
        };
    }

    private CompletableFuture<Optional<Plan>> read(String lane, Function<Observatory, Optional<Plan>> planner) {
        Observatory observatory = new Remembering(engine.observatory());
        return Allowed.run(engine.timeline(), engine.lanes(), lane, () -> planner.apply(observatory));
    }
}
