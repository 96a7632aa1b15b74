package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.RestorePlanner;
import io.labelmint.dr.restore.RestoreTestSweep;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Outcome;
import io.labelmint.dr.validation.DatabaseValidation;
import io.labelmint.dr.validation.Known;
import io.labelmint.dr.validation.Restored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The restore tests of a run: each database is restored in its isolated place, looked at, and destroyed, whatever came of
 * it; and what earlier tests left past its time is destroyed too.
 *
 * <p>Restoring and destroying are operations of their own, named after the run's attempt: a run that is made again after
 * it ended red restores again, because what it restored is gone. What was found of a copy is recorded before the copy is
 * destroyed, so that a process that dies in between does not have to look at what is no longer there.
 */
final class RestoreTests {
    /** Id of the finding whether a restore came about, and how long it took. */
    static final String RESTORED = "restore-test.restored";

    /** Id of the finding whether the copy is gone again. */
    static final String DESTROYED = "restore-test.destroyed";

    /** Id of the finding whether what earlier tests left is gone. */
    static final String SWEPT = "restore-test.swept";

    /** The findings that say how copies ended. */
    static final Set<String> ENDS = Set.of(DESTROYED, SWEPT);

    private final RunningJob run;
    private final Engine engine;
    private final Estate estate;
    private final String slot;

    RestoreTests(RunningJob run) {
        this.run = run;
        this.engine = run.engine();
        this.estate = run.estate();
        this.slot = slot(run.slot(), run.attempt());
    }

    /** Tests every database of the job, all at once. */
    CompletableFuture<Void> test(List<PostgresDatabase> databases) {
        return CompletableFuture.allOf(databases.stream().map(this::test).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> test(PostgresDatabase database) {
        Look look = new Look(
                RESTORED,
                database.id(),
                "it can be restored within " + Ages.words(database.objectives().rto()),
                Controls.RESTORE);
        Optional<Restores.Test> declared = database.restores().test();
        if (declared.isEmpty()) {
            run.add(look.notTested(Problem.of(
                    "restore.undeclared",
                    "The estate declares no restore test of " + database.id() + ", so nobody knows whether it can be"
                            + " restored.",
                    "Declare restore.test of " + database.id() + " in the estate file.")));
            return CompletableFuture.completedFuture(null);
        }
        return RunningJob.called(() -> restored(database, declared.get()))
                .thenCompose(outcome -> {
                    run.record(OperationFindings.ran(outcome));
                    if (run.found(RESTORED, database.id())) {
                        return CompletableFuture.completedFuture(outcome);
                    }
                    return validated(database, outcome).thenApply(found -> {
                        run.add(judged(look, database, outcome));
                        found.forEach(run::add);
                        run.record(new Fact.Found(run.findings()));
                        return outcome;
                    });
                })
                .thenCompose(outcome -> outcome.result() == Outcome.Result.SUSPENDED
                        ? CompletableFuture.completedFuture(null)
                        : destroyed(database, outcome))
                .exceptionally(failure -> {
                    run.add(look.notTested(RunningJob.problem(failure)));
                    return null;
                });
    }

    /** The operation that restores {@code database} in the {@code attempt}th attempt of the day of {@code now}. */
    static OperationId operation(Estate estate, PostgresDatabase database, Instant now, long attempt) {
        return OperationId.scheduled(estate.name(), "restore-test", database.id(), slot(now, attempt));
    }

    /**
     * Its plan.
     *
     * @throws io.labelmint.dr.ProblemException if something it needs is not there
     */
    static Plan plan(
            Estate estate,
            PostgresDatabase database,
            Restores.Test test,
            OperationId operation,
            Observatory observatory,
            Instant now) {
        return new RestorePlanner(estate, observatory).test(operation, database, now.plus(test.keepFor()));
    }

    private static String slot(Instant now, long attempt) {
        return Slots.day(now) + "-" + attempt;
    }

    private CompletableFuture<Outcome> restored(PostgresDatabase database, Restores.Test test) {
        OperationId operation = operation(estate, database, run.slot(), run.attempt());
        if (run.found(RESTORED, database.id())) {
            // Judged before, and perhaps destroyed since: to go on with it would restore it once more.
            return CompletableFuture.completedFuture(
                    Outcome.of(engine.ledgers().read(operation).orElseThrow()));
        }
        return run.operation(
                        operation,
                        "Restore test of " + database.id(),
                        test.side().of(estate.regions()),
                        observatory -> Optional.of(plan(estate, database, test, operation, observatory, run.slot())))
                .thenApply(Optional::orElseThrow);
    }

    /** What is found in the copy, if there is one: on a lane of its own, because reading it in full takes a while. */
    private CompletableFuture<List<Finding>> validated(PostgresDatabase database, Outcome restored) {
        if (restored.result() != Outcome.Result.SUCCEEDED) {
            return CompletableFuture.completedFuture(List.of());
        }
        Plan plan = restored.history().opened().orElseThrow().plan().orElseThrow();
        Facts copy =
                restored.history().actions().get(plan.actions().get(0).id()).facts();
        return Allowed.run(
                engine.timeline(),
                engine.lanes(),
                "copy of " + database.id(),
                () -> new DatabaseValidation(engine.copies().probes(), engine.timeline())
                        .validateAt(
                                estate,
                                database,
                                () -> engine.copies()
                                        .address(database, copy.get("endpoint"), Integer.parseInt(copy.get("port"))),
                                new Restored(Instant.parse(copy.get("restoredTo")), copy.get("restoredFrom")),
                                Known.NOTHING));
    }

    private CompletableFuture<Void> destroyed(PostgresDatabase database, Outcome restored) {
        Look look = new Look(
                DESTROYED, database.id(), "a copy made for a test is gone when the test ends", Controls.BACKUP);
        Plan plan = restored.history().opened().orElseThrow().plan().orElseThrow();
        OperationId operation = OperationId.scheduled(estate.name(), "destroy-test", database.id(), slot);
        return ended(
                look,
                "The copy is gone.",
                () -> run.operation(
                        operation,
                        "Destroy the restore test of " + database.id(),
                        plan.actions().get(0).call().region(),
                        observatory -> Optional.of(new RestoreTestSweep(estate).of(operation, plan, database.id()))));
    }

    private Finding judged(Look look, PostgresDatabase database, Outcome outcome) {
        if (outcome.result() != Outcome.Result.SUCCEEDED) {
            return OperationFindings.ended(look, outcome, "");
        }
        History history = outcome.history();
        Plan plan = history.opened().orElseThrow().plan().orElseThrow();
        ActionState state = history.actions().get(plan.actions().get(0).id());
        Duration took = Duration.between(history.begin(), settled(history));
        Duration rto = database.objectives().rto();
        Facts facts = state.facts()
                .and(Facts.of(
                        "operation", outcome.operation(),
                        "recoverySeconds", took.toSeconds(),
                        "rtoSeconds", rto.toSeconds()));
        String summary = database.id() + " was restored in "
                + plan.actions().get(0).call().region() + ", usable " + Ages.words(took) + " after it was asked for.";
        return took.compareTo(rto) <= 0
                ? look.passed(summary, facts)
                : look.failed(
                        summary,
                        "A restore alone takes longer than the recovery time objective of " + Ages.words(rto)
                                + ": keep a replica that can be promoted, or agree on a longer one.",
                        facts);
    }

    /** When the last action settled: the restore was usable then. */
    private static Instant settled(History history) {
        return history.entries().stream()
                .filter(entry -> entry.fact() instanceof Fact.Settled)
                .map(Entry::at)
                .reduce((earlier, later) -> later)
                .orElse(history.end());
    }

    /** Destroys what earlier tests left past its time. */
    CompletableFuture<Void> sweep() {
        OperationId operation = OperationId.scheduled(estate.name(), "sweep-tests", estate.name(), slot);
        return ended(
                sweeping(),
                "What was past its time is gone.",
                () -> run.operation(
                        operation,
                        "Sweep of the restore tests of " + estate.name(),
                        estate.regions().dr(),
                        observatory -> new RestoreTestSweep(estate).expired(operation, observatory, run.slot())));
    }

    /** Says so where there was nothing to destroy: a run that finds nothing is not green. */
    void nothingLeft() {
        if (!run.found(SWEPT, estate.name())) {
            run.add(sweeping().passed("No copy of a test is past its time.", Facts.NONE));
        }
    }

    private Look sweeping() {
        return new Look(
                SWEPT, estate.name(), "copies made for tests are deleted when their time is over", Controls.BACKUP);
    }

    private CompletableFuture<Void> ended(
            Look look, String words, Supplier<CompletableFuture<Optional<Outcome>>> operation) {
        return RunningJob.called(operation)
                .thenAccept(outcome -> outcome.ifPresent(ended -> {
                    run.record(OperationFindings.ran(ended));
                    run.add(OperationFindings.ended(look, ended, words));
                }))
                .exceptionally(failure -> {
                    run.add(look.notTested(RunningJob.problem(failure)));
                    return null;
                });
    }
}
