package io.labelmint.dr.job;

import io.labelmint.dr.backup.BackupPlanner;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Remembering;
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

    private CompletableFuture<Optional<Plan>> planned(Job job, Store store, Instant now) {
        return switch (job.type()) {
            case DAILY, BACKUP ->
                read(
                        estate.regions().primary(),
                        observatory -> new BackupPlanner().plan(estate, store, observatory, now));
            case RESTORE_TEST -> {
                PostgresDatabase database = (PostgresDatabase) store;
                yield database.restores()
                        .test()
                        .map(test -> read(
                                test.side().of(estate.regions()),
                                observatory -> Optional.of(RestoreTests.plan(
                                        estate,
                                        database,
                                        test,
                                        RestoreTests.operation(estate, database, now, 1),
                                        observatory,
                                        now))))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
            }
            case RESTORE -> {
                RestoreRequest request = job.restore().orElseThrow();
                yield read(
                        request.side().of(estate.regions()),
                        observatory -> Optional.of(RequestedRestore.plan(
                                estate,
                                (PostgresDatabase) store,
                                request,
                                RequestedRestore.operation(estate, store, job.operation(estate, now)),
                                observatory)));
            }
            case CHECK, SWEEP, TELL -> CompletableFuture.completedFuture(Optional.empty());
        };
    }

    private CompletableFuture<Optional<Plan>> read(String lane, Function<Observatory, Optional<Plan>> planner) {
        Observatory observatory = new Remembering(engine.observatory());
        return Allowed.run(engine.timeline(), engine.lanes(), lane, () -> planner.apply(observatory));
    }
}
