package io.labelmint.dr.job;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.heartbeat.KnownBeats;
import io.labelmint.dr.heartbeat.WriteHeartbeat;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.RestorePlanner;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.validation.DatabaseValidation;
import io.labelmint.dr.validation.Known;
import io.labelmint.dr.validation.Restored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The restore test of a PostgreSQL database: an instance in its isolated place, asked in levels. */
record DatabaseTrial(Engine engine, Estate estate, PostgresDatabase store, Restores.Test test) implements RestoreTrial {
    @Override
    public String region() {
        return test.side().of(estate.regions());
    }

    @Override
    public Plan restore(OperationId operation, Observatory observatory, Instant now) {
        return new RestorePlanner(estate, observatory).test(operation, store, now.plus(test.keepFor()));
    }

    @Override
    public List<Finding> look(Facts copy) {
        return look(engine, estate, store, copy);
    }

    /** What is found in any restored copy of {@code store}, of whose restore {@code copy} tells. */
    static List<Finding> look(Engine engine, Estate estate, PostgresDatabase store, Facts copy) {
        Instant moment = Instant.parse(Optional.ofNullable(copy.get("restoredTo"))
                // The latest there was when it was made, which nobody was told exactly.
                .orElseGet(() -> copy.get("restoredToAtLeast")));
        Known known = new Known(
                new KnownBeats(engine.ledgers(), estate)
                        .last(store, moment)
                        .map(beat -> Instant.parse(beat.get(WriteHeartbeat.AT))),
                Optional.empty(),
                List.of());
        return new DatabaseValidation(engine.copies().probes(), engine.timeline())
                .validateAt(
                        estate,
                        store,
                        () -> engine.copies().address(store, copy.get("endpoint"), Integer.parseInt(copy.get("port"))),
                        new Restored(moment, copy.get("restoredFrom")),
                        known);
    }

    @Override
    public Plan destroy(OperationId operation, Plan restored) {
        return RestorePlanner.destruction(operation, restored, estate.name(), store.id());
    }
}
