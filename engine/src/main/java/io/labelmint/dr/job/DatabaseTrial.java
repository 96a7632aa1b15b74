package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.heartbeat.KnownBeats;
import io.labelmint.dr.heartbeat.WriteHeartbeat;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.StoredText;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.probe.ProbePlanner;
import io.labelmint.dr.probe.ProbeResult;
import io.labelmint.dr.probe.RunProbeTask;
import io.labelmint.dr.restore.RestorePlanner;
import io.labelmint.dr.restore.TestTasks;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Outcome;
import io.labelmint.dr.validation.DatabaseValidation;
import io.labelmint.dr.validation.Known;
import io.labelmint.dr.validation.Restored;
import java.time.Instant;
import java.util.ArrayList;
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
    public Optional<Rent> rent(Plan restored, Observatory observatory) {
        return Optional.of(new Rent(
                new RestorePlanner(estate, observatory)
                        .instanceClass(store, test.place())
                        .orElseThrow(() -> Problem.of(
                                        "restore.class-unknown",
                                        "Nobody can say of which class the copy of " + store.id()
                                                + " will be: its restore.test declares none, and "
                                                + estate.regions().primary() + " does not say what that of "
                                                + store.instance() + " is.",
                                        "Declare restore.test.instanceClass of " + store.id() + " in the estate file.")
                                .asException()),
                1,
                test.keepFor()));
    }

    @Override
    public List<Finding> look(Facts copy) {
        return look(engine, estate, store, copy);
    }

    @Override
    public boolean isAskedElsewhere() {
        return isAskedElsewhere(store);
    }

    /** Whether copies of {@code store} are asked by a task beside them. */
    static boolean isAskedElsewhere(PostgresDatabase store) {
        return store.validation()
                .filter(validation -> validation.probe() == Validation.Probe.ECS_TASK)
                .isPresent();
    }

    @Override
    public Plan asking(OperationId operation, Facts copy, Instant now) {
        return asking(engine, estate, store, region(), operation, copy, now);
    }

    /** The plan that has any restored copy of {@code store} in {@code region} asked by a task. */
    static Plan asking(
            Engine engine,
            Estate estate,
            PostgresDatabase store,
            String region,
            OperationId operation,
            Facts copy,
            Instant now) {
        return new ProbePlanner(estate)
                .plan(
                        operation,
                        store,
                        region,
                        copy.get("endpoint"),
                        Integer.parseInt(copy.get("port")),
                        restored(copy),
                        beat(engine, estate, store, moment(copy)),
                        now);
    }

    @Override
    public List<Finding> answers(Outcome asked) {
        return answers(engine, store, asked);
    }

    /** What the task that {@code asked} ran found in a copy of {@code store}. */
    static List<Finding> answers(Engine engine, PostgresDatabase store, Outcome asked) {
        if (asked.result() != Outcome.Result.SUCCEEDED) {
            return DatabaseValidation.notAsked(store.id(), asked.problems().get(0));
        }
        List<Action> actions =
                asked.history().opened().orElseThrow().plan().orElseThrow().actions();
        RunProbeTask task = (RunProbeTask) actions.get(actions.size() - 1);
        String text = engine.observatory()
                .read(new StoredText(
                        task.place().region(),
                        task.place().bucket(),
                        task.place().result()))
                .orElseThrow()
                .orElse("");
        try {
            // What was seen when the operation ended is what counts; it is in its ledger.
            String seen = asked.history().actions().get(task.id()).facts().get("result");
            if (!Json.sha256(text).equals(seen)) {
                throw Problem.of(
                                "probe.result-altered",
                                "The result of the task that asked the copy of " + store.id()
                                        + " is not, or no longer, the one that was there when it ended.",
                                "Find out in the state bucket's access log who changed it, and test again.")
                        .asException();
            }
            return ProbeResult.read(text, task.request(), store.id(), engine.json())
                    .findings();
        } catch (ProblemException e) {
            return DatabaseValidation.notAsked(store.id(), e.problem());
        }
    }

    /** What is found in any restored copy of {@code store}, of whose restore {@code copy} tells. */
    static List<Finding> look(Engine engine, Estate estate, PostgresDatabase store, Facts copy) {
        Known known = new Known(beat(engine, estate, store, moment(copy)), Optional.empty(), List.of());
        return new DatabaseValidation(engine.copies().probes(), engine.timeline())
                .validateAt(
                        estate,
                        store,
                        () -> engine.copies().address(store, copy.get("endpoint"), Integer.parseInt(copy.get("port"))),
                        restored(copy),
                        known);
    }

    private static Restored restored(Facts copy) {
        return new Restored(moment(copy), copy.get("restoredFrom"));
    }

    private static Instant moment(Facts copy) {
        return Instant.parse(Optional.ofNullable(copy.get("restoredTo"))
                // The latest there was when it was made, which nobody was told exactly.
                .orElseGet(() -> copy.get("restoredToAtLeast")));
    }

    private static Optional<Instant> beat(Engine engine, Estate estate, PostgresDatabase store, Instant moment) {
        return new KnownBeats(engine.ledgers(), estate)
                .last(store, moment)
                .map(beat -> Instant.parse(beat.get(WriteHeartbeat.AT)));
    }

    @Override
    public Plan destroy(OperationId operation, Plan restored, OperationId asking, Observatory observatory) {
        Plan destruction = RestorePlanner.destruction(operation, restored, estate.name(), store.id());
        List<Action> actions = new ArrayList<>();
        TestTasks.of(estate, store, region(), asking.value(), observatory)
                .forEach(task -> actions.add(task.deletion(estate.name())));
        actions.addAll(destruction.actions());
        return new Plan(operation, destruction.estateDigest(), actions);
    }
}
