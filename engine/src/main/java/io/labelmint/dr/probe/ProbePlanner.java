package io.labelmint.dr.probe;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.TestInstance;
import io.labelmint.dr.validation.Origin;
import io.labelmint.dr.validation.Restored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans that a task asks a copy: the request is put into the state bucket, then the task is run. */
public final class ProbePlanner {
    /**
     * What a task may take until it runs, beside the time its questions may take. AWS gives no figure; Fargate pulls an image
     * again for every task.
     */
    private static final Duration STARTING = Duration.ofMinutes(15);

    private static final Estimate WRITING = new Estimate(Duration.ofSeconds(5), Duration.ofMinutes(10));

    private static final Json JSON = new Json(List.of());

    private final Estate estate;

    public ProbePlanner(Estate estate) {
        this.estate = estate;
    }

    /**
     * The plan that has the copy of {@code database} at {@code host} asked.
     *
     * @param region where the copy is
     * @param beat the last heartbeat known of the source
     * @param now what the time the task may be there is counted from
     */
    public Plan plan(
            OperationId operation,
            PostgresDatabase database,
            String region,
            String host,
            int port,
            Restored restored,
            Optional<Instant> beat,
            Instant now) {
        Validation validation = database.validation().orElseThrow();
        ProbePlace place = ProbePlace.of(estate, operation);
        String text = JSON.canonical(
                new ProbeRequest(operation, Origin.of(estate, database), host, port, validation, restored, beat));
        WriteProbeRequest write =
                new WriteProbeRequest(new ActionId(database.id() + "/request"), Set.of(), WRITING, place, text);
        Duration limit = validation.timeLimit().plus(STARTING);
        RunProbeTask run = new RunProbeTask(
                new ActionId(database.id() + "/probe"),
                Set.of(write.id()),
                new Estimate(Duration.ofMinutes(5), limit.plus(STARTING)),
                operation,
                region,
                validation.task().orElseThrow(),
                place,
                write.digest(),
                database.id(),
                limit,
                TestInstance.tags(estate.name(), database.id(), now.plus(limit)));
        return new Plan(operation, estate.digest(), List.of(write, run));
    }
}
