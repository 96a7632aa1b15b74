package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.MaskData;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The restore tests of a run: each store is restored in its isolated place, looked at, and destroyed, whatever came of
 * it.
 *
 * <p>Restoring and destroying are operations of their own, named after the run's attempt: a run that is made again after
 * it ended red restores again, because what it restored is gone. What was found of a copy is recorded before the copy is
 * destroyed, so that a process that dies in between does not have to look at what is no longer there.
 */
final class RestoreTests {
    /** Id of the finding whether a copy lets its users in. */
    private static final String CONNECTS = "restore.connects";

    /**
     * Id of the finding that reads a copy in full. Storage of a restored instance is loaded when it is first read (RDS
     * User Guide, "Restoring to a DB instance"), so it is not usable at full speed before.
     */
    private static final String ROWS = "restore.rows";

    /** Id of the finding whether the copy is gone again. */
    static final String DESTROYED = "restore-test.destroyed";

    /** The findings that say how copies ended. */
    static final Set<String> ENDS = Set.of(DESTROYED, TestSweep.SWEPT, AwsRestoreTests.REPORTED);

    private final RunningJob run;
    private final Engine engine;
    private final Estate estate;
    private final String slot;
    private final Job.Type type;

    RestoreTests(RunningJob run) {
        this.run = run;
        this.engine = run.engine();
        this.estate = run.estate();
        this.slot = slot(run.slot(), run.attempt());
        this.type = run.type();
    }

    /** Tests every store of the job, all at once. */
    CompletableFuture<Void> test(List<Store> stores) {
        return CompletableFuture.allOf(stores.stream().map(this::test).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> test(Store store) {
        Optional<CompletableFuture<Void>> byAws = type == Job.Type.RESTORE_TEST
                        && store instanceof PostgresDatabase database
                ? database.restores().awsTesting().map(declared -> new AwsRestoreTests(run, database, declared).test())
                : Optional.empty();
        Optional<RestoreTrial> trial = new RestorePlans(engine, estate).trial(store);
        CompletableFuture<Void> byUs =
                trial.isEmpty() && byAws.isPresent() ? CompletableFuture.completedFuture(null) : test(store, trial);
        return byAws.map(aws -> CompletableFuture.allOf(aws, byUs)).orElse(byUs);
    }

    private CompletableFuture<Void> test(Store store, Optional<RestoreTrial> declared) {
        Look look = tested(store);
        if (declared.isPresent() && !takesPlace(type, declared.get(), estate)) {
            run.add(look.notTested(Problem.of(
                    "drill.elsewhere",
                    "The isolated place of " + store.id() + " is in "
                            + declared.get().region() + ", and a drill takes place in "
                            + estate.regions().dr() + ".",
                    "Declare restore.test of " + store.id() + " in the DR region.")));
            return CompletableFuture.completedFuture(null);
        }
        return declared.map(trial -> test(look, trial)).orElseGet(() -> {
            run.add(look.notTested(Problem.of(
                    "restore.undeclared",
                    "The estate declares no restore test of " + store.id() + ", so nobody knows whether it can"
                            + " be restored.",
                    "Declare restore.test of " + store.id() + " in the estate file.")));
            return CompletableFuture.completedFuture(null);
        });
    }

    /** The look at whether {@code store} can be restored. */
    static Look tested(Store store) {
        return new Look(
                RestoreHistory.TESTED,
                store.id(),
                "it can be restored within " + Ages.words(store.objectives().rto()),
                Controls.RESTORE);
    }

    private CompletableFuture<Void> test(Look look, RestoreTrial trial) {
        return Trouble.caught(() -> restored(trial))
                .thenCompose(outcome -> {
                    run.unlessDetached(); // what this process let go of is not judged: whoever takes the run up
                    // goes on with it
                    run.record(OperationFindings.ran(outcome));
                    if (run.found(RestoreHistory.TESTED, trial.store().id())) {
                        return CompletableFuture.completedFuture(outcome);
                    }
                    // Whatever comes of looking, what was restored is destroyed.
                    return validated(trial, outcome).handle((found, failure) -> {
                        run.unlessDetached();
                        if (failure == null) {
                            run.add(judged(look, trial, outcome, found));
                            found.forEach(run::add);
                        } else {
                            run.add(look.notTested(Trouble.problem(failure)));
                        }
                        run.recordFound();
                        return outcome;
                    });
                })
                .thenCompose(outcome -> outcome.result() == Outcome.Result.SUSPENDED
                        ? CompletableFuture.completedFuture(null)
                        : destroyed(trial, outcome))
                .exceptionally(failure -> {
                    run.unlessDetached();
                    run.add(look.notTested(Trouble.problem(failure)));
                    return null;
                });
    }

    /** Whether {@code trial} is part of a job of {@code type}: a drill needs nothing of the primary region. */
    static boolean takesPlace(Job.Type type, RestoreTrial trial, Estate estate) {
        return type != Job.Type.DRILL || trial.region().equals(estate.regions().dr());
    }

    /** The operation that restores {@code store} in the {@code attempt}th attempt of the day of {@code now}. */
    static OperationId operation(Job.Type type, Estate estate, Store store, Instant now, long attempt) {
        return OperationId.scheduled(estate.name(), type.label(), store.id(), slot(now, attempt));
    }

    /** What operations beside the restores are called: after tests, or after drills. */
    static String called(String what, Job.Type type) {
        return what + (type == Job.Type.DRILL ? "-drill" : "-test");
    }

    static String slot(Instant now, long attempt) {
        return Slots.day(now) + "-" + attempt;
    }

    private CompletableFuture<Outcome> restored(RestoreTrial trial) {
        Store store = trial.store();
        OperationId operation = operation(type, estate, store, run.slot(), run.attempt());
        if (run.found(RestoreHistory.TESTED, store.id())) {
            // Judged before, and perhaps destroyed since: to go on with it would restore it once more.
            return CompletableFuture.completedFuture(
                    Outcome.of(engine.ledgers().read(operation).orElseThrow()));
        }
        return run.operation(
                        operation,
                        (type == Job.Type.DRILL ? "Drill of " : "Restore test of ") + store.id(),
                        trial.region(),
                        observatory -> Optional.of(trial.restore(operation, observatory, run.slot())))
                .thenApply(Optional::orElseThrow);
    }

    /** What is found in the copy, if there is one: on a lane of its own, because reading it in full takes a while. */
    private CompletableFuture<List<Finding>> validated(RestoreTrial trial, Outcome restored) {
        if (restored.result() != Outcome.Result.SUCCEEDED) {
            return CompletableFuture.completedFuture(List.of());
        }
        Facts copy = facts(restored.history());
        return Trouble.caught(() -> trial.isAskedElsewhere()
                        ? asked(trial, copy)
                        : Allowed.run(
                                engine.timeline(),
                                engine.lanes(),
                                "copy of " + trial.store().id(),
                                () -> trial.look(copy)))
                // Whatever kept it from being looked at, the copy is destroyed all the same.
                .exceptionally(failure -> List.of(
                        new Look(CONNECTS, trial.store().id(), "a restored copy lets its users in", Controls.RESTORE)
                                .notTested(Trouble.problem(failure))));
    }

    /** What is found by an operation of its own, which has the copy asked from elsewhere. */
    private CompletableFuture<List<Finding>> asked(RestoreTrial trial, Facts copy) {
        return run.operation(
                        asking(trial),
                        "Questions to the restored copy of " + trial.store().id(),
                        trial.region(),
                        observatory -> Optional.of(trial.asking(
                                asking(trial), copy, engine.timeline().now())))
                .thenApply(Optional::orElseThrow)
                .thenCompose(outcome -> {
                    run.record(OperationFindings.ran(outcome));
                    return Allowed.run(engine.timeline(), engine.lanes(), trial.region(), () -> trial.answers(outcome));
                });
    }

    private OperationId asking(RestoreTrial trial) {
        return OperationId.scheduled(
                estate.name(), called("ask", type), trial.store().id(), slot);
    }

    private static Plan plan(History history) {
        return history.opened().orElseThrow().plan().orElseThrow();
    }

    /** What the actions of a restore tell of the copy; what the last of them found is what holds. */
    private static Facts facts(History history) {
        return plan(history).actions().stream()
                .map(action -> history.actions().get(action.id()).facts())
                .reduce(Facts.NONE, Facts::and);
    }

    private CompletableFuture<Void> destroyed(RestoreTrial trial, Outcome restored) {
        String store = trial.store().id();
        Look look = new Look(DESTROYED, store, "a copy made for a test is gone when the test ends", Controls.BACKUP);
        OperationId operation = OperationId.scheduled(estate.name(), called("destroy", type), store, slot);
        Facts copy = restored.result() == Outcome.Result.SUCCEEDED ? facts(restored.history()) : Facts.NONE;
        Instant begin = restored.history().begin();
        return ended(
                run,
                look,
                gone -> "The copy is gone" + cost(copy, begin, gone.history().end()) + ".",
                () -> run.operation(
                        operation,
                        "Destroy the copy of " + store,
                        trial.region(),
                        observatory -> Optional.of(
                                trial.destroy(operation, plan(restored.history()), asking(trial), observatory))));
    }

    /** A restore counts by when the copy was usable: connected to and read, which no status tells. */
    private Finding judged(Look look, RestoreTrial trial, Outcome outcome, List<Finding> found) {
        if (outcome.result() != Outcome.Result.SUCCEEDED) {
            return OperationFindings.ended(look, outcome, "");
        }
        Store store = trial.store();
        History history = outcome.history();
        Duration restoring = Duration.between(history.begin(), settled(history));
        Duration connecting = took(CONNECTS, found);
        Duration reading = took(ROWS, found);
        Duration took = restoring.plus(connecting).plus(reading);
        Duration rto = store.objectives().rto();
        Facts facts = facts(history)
                .and(Facts.of(
                        "operation",
                        outcome.operation(),
                        "region",
                        trial.region(),
                        RestoreHistory.SIDE,
                        trial.region().equals(estate.regions().dr()) ? "dr" : "primary",
                        "restoringSeconds",
                        restoring.toSeconds(),
                        "connectingSeconds",
                        connecting.toSeconds(),
                        "readingSeconds",
                        reading.toSeconds(),
                        "rtoSeconds",
                        rto.toSeconds()));
        Optional<Finding> shut = found.stream()
                .filter(finding -> finding.check().equals(CONNECTS) && !finding.green())
                .findFirst();
        if (shut.isPresent()) {
            return look.notTested(
                    Problem.of(
                            "restore.not-usable",
                            store.id() + " was restored in " + trial.region() + " within " + Ages.words(restoring)
                                    + ", and nobody got into it, so nobody knows that it is usable.",
                            shut.get().remedy().orElseThrow()),
                    facts);
        }
        Facts measured = facts.and(Facts.of(RestoreHistory.SECONDS, took.toSeconds()));
        String summary = store.id() + " was restored in " + trial.region() + ", usable " + Ages.words(took)
                + " after it was asked for." + MaskData.words(facts);
        return took.compareTo(rto) <= 0
                ? look.passed(summary, measured)
                : look.failed(
                        summary,
                        "A restore alone takes longer than the recovery time objective of " + Ages.words(rto)
                                + ": keep a replica that can be promoted, or agree on a longer one.",
                        measured);
    }

    /** What the level {@code check} took; nothing where it was not looked at. */
    private static Duration took(String check, List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.check().equals(check))
                .map(finding -> Duration.ofMillis(Long.parseLong(finding.facts().getOrDefault("ms", "0"))))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What a copy cost that was there from {@code begin} to {@code end}, in words; empty if the estate does not say. */
    private String cost(Facts copy, Instant begin, Instant end) {
        Duration there = Duration.between(begin, end);
        return Optional.ofNullable(copy.get("instanceClass"))
                .flatMap(of -> estate.prices()
                        .of(of, there)
                        .map(cost ->
                                "; " + Ages.words(there) + " of " + of + " cost " + cost + " at most, without storage"))
                .orElse("");
    }

    /** When the last action settled: the restore was usable then. */
    private static Instant settled(History history) {
        return history.entries().stream()
                .filter(entry -> entry.fact() instanceof Fact.Settled)
                .map(Entry::at)
                .reduce((earlier, later) -> later)
                .orElse(history.end());
    }

    /** What is found when {@code operation} has ended, or could not be begun. */
    static CompletableFuture<Void> ended(
            RunningJob run,
            Look look,
            Function<Outcome, String> words,
            Supplier<CompletableFuture<Optional<Outcome>>> operation) {
        return Trouble.caught(operation)
                .thenAccept(outcome -> outcome.ifPresent(ended -> {
                    run.unlessDetached();
                    run.record(OperationFindings.ran(ended));
                    run.add(OperationFindings.ended(look, ended, words.apply(ended)));
                }))
                .exceptionally(failure -> {
                    run.unlessDetached();
                    run.add(look.notTested(Trouble.problem(failure)));
                    return null;
                });
    }
}
