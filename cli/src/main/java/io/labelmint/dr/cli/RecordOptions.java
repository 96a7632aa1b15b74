package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.time.SystemTimeline;
import java.time.Instant;
import picocli.CommandLine.Mixin;

/** What every command takes that goes by what runs have recorded, and reads nothing of AWS but the bucket of the ledgers. */
final class RecordOptions {
    @Mixin
    EstateOptions estate;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    /** What a command makes of the records of one kind of runs; the result is the exit code. */
    interface Reading {
        int of(Estate estate, Ledgers ledgers, RunKind kind, Instant now);
    }

    /** Has {@code reading} done in a session called {@code session}; what was rehearsed is seen by its own clock. */
    int read(String session, Reading reading) {
        Estate of = aws.rehearsal.isPresent() ? estate.loadRehearsed() : estate.load();
        if (aws.rehearsal.isEmpty() && of.state().bucket().isEmpty()) {
            try (SystemTimeline timeline = new SystemTimeline()) {
                Ledgers ledgers = new FileLedgers(state.state.resolve("ledgers"), timeline, Capabilities.json());
                return reading.of(of, ledgers, RunKind.REAL, timeline.now());
            }
        }
        try (Session opened = Session.of(of, aws, state.state, session)) {
            Engine engine = opened.engine();
            return reading.of(
                    of, engine.ledgers(), opened.kind(), engine.timeline().now());
        }
    }
}
