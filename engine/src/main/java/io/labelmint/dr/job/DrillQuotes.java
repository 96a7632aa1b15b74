package io.labelmint.dr.job;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
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

/** Plans every restore of a drill to say what it costs, before the first of them is begun. Reads, and changes nothing. */
final class DrillQuotes {
    private final Engine engine;
    private final Estate estate;

    DrillQuotes(Engine engine, Estate estate) {
        this.engine = engine;
        this.estate = estate;
    }

    /**
     * What the drill of {@code stores} costs at most, of those of them a drill restores.
     *
     * @param slot the moment everything of the run is derived from
     * @param attempt how often it was begun
     */
    CompletableFuture<DrillQuote> of(List<Store> stores, Instant slot, long attempt) {
        Observatory observatory = new Remembering(engine.observatory());
        CompletableFuture<List<DrillQuote.Part>> all = CompletableFuture.completedFuture(List.of());
        for (Store store : stores) {
            Optional<RestoreTrial> trial = new RestorePlans(engine, estate)
                    .trial(store)
                    .filter(declared -> RestoreTests.takesPlace(Job.Type.DRILL, declared, estate));
            if (trial.isPresent()) {
                all = all.thenCompose(parts -> part(trial.get(), observatory, slot, attempt)
                        .thenApply(part -> {
                            List<DrillQuote.Part> more = new ArrayList<>(parts);
                            more.add(part);
                            return more;
                        }));
            }
        }
        return all.thenApply(parts -> new DrillQuote(estate, parts));
    }

    private CompletableFuture<DrillQuote.Part> part(
            RestoreTrial trial, Observatory observatory, Instant slot, long attempt) {
        Store store = trial.store();
        OperationId operation = RestoreTests.operation(Job.Type.DRILL, estate, store, slot, attempt);
        return Trouble.caught(() -> Allowed.run(engine.timeline(), engine.lanes(), trial.region(), () -> {
                    Plan plan = begun(operation).orElseGet(() -> trial.restore(operation, observatory, slot));
                    return priced(trial, plan, observatory);
                }))
                .exceptionally(failure -> new DrillQuote.LeftOut(store, Trouble.problem(failure)));
    }

    /** What was begun is there, and is not planned again. */
    private Optional<Plan> begun(OperationId operation) {
        return engine.ledgers().read(operation).flatMap(History::opened).flatMap(Fact.Opened::plan);
    }

    private static DrillQuote.Part priced(RestoreTrial trial, Plan plan, Observatory observatory) {
        try {
            return new DrillQuote.Copy(trial.store(), trial.rent(plan, observatory));
        } catch (ProblemException e) {
            return new DrillQuote.Unknown(trial.store(), e.problem());
        }
    }
}
