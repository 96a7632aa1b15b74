package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Board;
import io.labelmint.dr.ledger.BucketLedgers;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.LedgerBucket;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.Register;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that rehearses the daily job and dies after some ledger entries, without a chance to clean up: {@link
 * Runtime#halt} runs no hook and flushes nothing, as SIGKILL does.
 */
final class HaltingRehearsal {
    /** Exit code of a process that died as it was told to. */
    static final int HALTED = 137;

    private HaltingRehearsal() {}

    /** Arguments: the rehearsal's folder, the estate file, and after how many entries to die. */
    public static void main(String[] args) {
        Path place = Path.of(args[0]);
        Estate estate = EstateLoader.load(Path.of(args[1]));
        AtomicInteger entriesLeft = new AtomicInteger(Integer.parseInt(args[2]));
        Json json = Capabilities.json();
        Rehearsal rehearsal = Rehearsal.open(place.resolve("world"), estate);
        Lanes lanes = Lanes.on(rehearsal.timeline());
        FileLedgers files = new FileLedgers(place.resolve("ledgers"), rehearsal.timeline(), json);
        LedgerBucket bucket =
                LedgerBucket.of(estate, rehearsal.aws(), rehearsal.aws()).orElseThrow();
        Ledgers ledgers = mortal(
                new BucketLedgers(bucket, files, rehearsal.timeline(), task -> lanes.run("leases", task), json),
                entriesLeft);
        Engine engine = Engine.of(rehearsal.aws(), rehearsal.aws(), ledgers, rehearsal.timeline(), lanes, json);
        JobRun run = new JobRun(
                engine, estate, RunKind.REHEARSAL, Session.actor(), Session.holder(), (operation, entry) -> {});
        Optional<OperationId> open = RehearseCommand.open(ledgers, place.resolve("runs"));
        if (open.isEmpty()) {
            rehearsal.untilDaily();
        }
        rehearsal
                .timeline()
                .join(open.map(id -> RehearseCommand.goOn(run, ledgers, id))
                        .orElseGet(() -> run.start(Job.of(Job.Type.DAILY))));
        rehearsal.close();
    }

    private static Ledgers mortal(Ledgers ledgers, AtomicInteger entriesLeft) {
        return new Ledgers() {
            @Override
            public Board board() {
                return ledgers.board();
            }

            @Override
            public Register register(String name) {
                return ledgers.register(name);
            }

            @Override
            public Ledger open(OperationId operation, String holder) {
                return mortal(ledgers.open(operation, holder), entriesLeft);
            }

            @Override
            public Optional<History> read(OperationId operation) {
                return ledgers.read(operation);
            }

            @Override
            public Optional<String> text(OperationId operation) {
                return ledgers.text(operation);
            }

            @Override
            public List<OperationId> operations() {
                return ledgers.operations();
            }
        };
    }

    private static Ledger mortal(Ledger ledger, AtomicInteger entriesLeft) {
        return new Ledger() {
            @Override
            public Entry append(Fact fact) {
                Entry entry = ledger.append(fact);
                if (entriesLeft.decrementAndGet() == 0) {
                    Runtime.getRuntime().halt(HALTED);
                }
                return entry;
            }

            @Override
            public void proveHeld() {
                ledger.proveHeld();
            }

            @Override
            public History history() {
                return ledger.history();
            }

            @Override
            public void close() {
                ledger.close();
            }
        };
    }
}
