package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.rds.RdsSimulator;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** The metrics of RDS: ReplicaLag by DBInstanceIdentifier, in seconds (user guide, "Amazon CloudWatch metrics for RDS"). */
final class RdsMetrics implements MetricSource {
    /**
     * The lag of PostgreSQL is the age of the last replayed transaction. Without writes it grows until RDS's heartbeat,
     * the switch of the write-ahead log every five minutes: user guide, "Monitoring and tuning the replication process".
     */
    private static final Duration HEARTBEAT = Duration.ofMinutes(5);

    private final RdsSimulator rds;

    RdsMetrics(RdsSimulator rds) {
        this.rds = rds;
    }

    @Override
    public Optional<Sample> sample(Context minute, MetricId metric) {
        if (!metric.is("AWS/RDS", "ReplicaLag", "DBInstanceIdentifier")) {
            return Optional.empty();
        }
        String id = metric.dimensions().get("DBInstanceIdentifier");
        Optional<Duration> lag = rds.replicaLag(minute, id);
        boolean idle = minute.scripts()
                .get(CloudWatchScripts.idle(minute.region(), id))
                .map(Boolean::parseBoolean)
                .orElseGet(() -> rds.sourceIsIdle(minute, id));
        return lag.map(real -> idle ? max(real, sinceHeartbeat(minute)) : real)
                .map(shown -> Sample.of(minute.now(), shown.toMillis() / 1000.0, StandardUnit.SECONDS));
    }

    private static Duration sinceHeartbeat(Context minute) {
        return Duration.ofSeconds(Math.floorMod(minute.now().getEpochSecond(), HEARTBEAT.toSeconds()) + 60);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
