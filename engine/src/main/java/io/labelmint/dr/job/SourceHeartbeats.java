package io.labelmint.dr.job;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.heartbeat.HeartbeatPlanner;
import io.labelmint.dr.heartbeat.KnownBeats;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The heartbeats a run has databases write. */
final class SourceHeartbeats {
    /** Id of the finding whether one was written. */
    static final String WRITTEN = "heartbeat.written";

    private final RunningJob run;
    private final Estate estate;

    SourceHeartbeats(RunningJob run) {
        this.run = run;
        this.estate = run.estate();
    }

    /** Whether {@code store} declares as whom its heartbeat is written. */
    static boolean writes(Store store) {
        return store instanceof PostgresDatabase database
                && HeartbeatPlanner.writer(database).isPresent();
    }

    /** Has those of {@code stores} write one that declare as whom. */
    CompletableFuture<Void> beat(List<Store> stores) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Store store : stores) {
            if (store instanceof PostgresDatabase database) {
                HeartbeatPlanner.writer(database).ifPresent(writer -> all.add(beat(database, writer)));
            }
        }
        if (all.isEmpty()) {
            run.add(look(estate.name())
                    .passed("No database declares as whom its heartbeat is to be written, so none was.", Facts.NONE));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).thenRun(() -> run.recordFound());
    }

    private CompletableFuture<Void> beat(PostgresDatabase database, Validation.Writer writer) {
        Look look = look(database.id());
        OperationId operation = KnownBeats.operation(estate, database, run.slot());
        return Trouble.caught(() -> run.operation(
                        operation,
                        "Heartbeat of " + database.id(),
                        estate.regions().primary(),
                        observatory -> Optional.of(
                                new HeartbeatPlanner(estate, observatory).plan(operation, database, writer))))
                .thenAccept(outcome -> {
                    run.record(OperationFindings.ran(outcome.orElseThrow()));
                    run.add(judged(look, database, outcome.orElseThrow()));
                })
                .exceptionally(failure -> {
                    run.add(look.notTested(Trouble.problem(failure)));
                    return null;
                });
    }

    private static Finding judged(Look look, PostgresDatabase database, Outcome outcome) {
        Finding ended = OperationFindings.ended(look, outcome, database.id() + " wrote its heartbeat.");
        Facts beat = outcome.history().actions().values().stream()
                .map(state -> state.facts())
                .reduce(Facts.NONE, Facts::and);
        return ended.green() ? look.passed(ended.summary(), beat.and(new Facts(ended.facts()))) : ended;
    }

    private static Look look(String subject) {
        return new Look(WRITTEN, subject, "of which moment a copy is can be proved", Controls.MONITORING);
    }
}
