package io.labelmint.dr.heartbeat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Plans the heartbeat of a database, at the endpoint RDS tells. */
public final class HeartbeatPlanner {
    /** One row; a database that does not take it within minutes is worth a person's look. */
    private static final Estimate BEAT = new Estimate(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final Estate estate;
    private final Observatory observatory;

    public HeartbeatPlanner(Estate estate, Observatory observatory) {
        this.estate = estate;
        this.observatory = observatory;
    }

    /** Who writes the heartbeat of {@code database}; empty if nobody here does: pg_cron, or nobody at all. */
    public static Optional<Validation.Writer> writer(PostgresDatabase database) {
        return database.validation().flatMap(Validation::heartbeat).flatMap(Validation.Heartbeat::writer);
    }

    /**
     * The plan that has {@code database} write one.
     *
     * @throws io.labelmint.dr.ProblemException if there is no such instance, or it has no endpoint yet
     * @throws io.labelmint.dr.observatory.Unanswered if its region does not say
     */
    public Plan plan(OperationId operation, PostgresDatabase database, Validation.Writer writer) {
        return new Plan(operation, estate.digest(), List.of(beat(database, writer)));
    }

    /**
     * What has {@code database} write one.
     *
     * @throws io.labelmint.dr.ProblemException if there is no such instance, or it has no endpoint yet
     * @throws io.labelmint.dr.observatory.Unanswered if its region does not say
     */
    public WriteHeartbeat beat(PostgresDatabase database, Validation.Writer writer) {
        String region = estate.regions().primary();
        DBInstance instance = observatory.read(new DbInstances(region)).orElseThrow().stream()
                .filter(candidate -> candidate.dbInstanceIdentifier().equalsIgnoreCase(database.instance()))
                .filter(candidate ->
                        candidate.endpoint() != null && candidate.endpoint().address() != null)
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                "heartbeat.no-instance",
                                "There is no instance " + database.instance() + " with an endpoint in " + region + ".",
                                "Correct the instance of " + database.id() + " in the estate file, or see in the RDS"
                                        + " console what became of it.")
                        .asException());
        Validation validation = database.validation().orElseThrow();
        Heartbeats.Source source = new Heartbeats.Source(
                instance.endpoint().address(),
                instance.endpoint().port(),
                validation.database(),
                writer.user(),
                validation.tls() == Validation.Tls.VERIFY_FULL,
                validation.caBundle());
        return new WriteHeartbeat(
                new ActionId(database.id() + "/heartbeat"),
                Set.of(),
                BEAT,
                region,
                estate.name(),
                database.id(),
                source,
                writer.password());
    }
}
