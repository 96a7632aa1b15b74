package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * S3's replication metrics as scripted. Names and units: S3 user guide, "Metrics and dimensions". They are published in the
 * destination bucket's region, also when nothing is replicated ("Using S3 Replication metrics"). The guide lists no
 * dimensions for them; SourceBucket, DestinationBucket and RuleId are those Grafana asks AWS for (grafana/grafana #74418,
 * grafana/grafana-aws-sdk #174).
 */
final class ReplicationMetrics implements MetricSource {
    private static final String[] DIMENSIONS = {"DestinationBucket", "RuleId", "SourceBucket"};

    @Override
    public Optional<Sample> sample(Context minute, MetricId metric) {
        if (!metric.is("AWS/S3", metric.name(), DIMENSIONS)) {
            return Optional.empty();
        }
        SortedMap<String, String> dimensions = metric.dimensions();
        String script = CloudWatchScripts.replication(
                minute.region(),
                dimensions.get("SourceBucket"),
                dimensions.get("DestinationBucket"),
                dimensions.get("RuleId"));
        return minute.scripts().get(script).map(value -> value.split(" ", 3)).flatMap(values -> switch (metric.name()) {
            case "ReplicationLatency" ->
                Optional.of(
                        Sample.of(minute.now(), Duration.parse(values[0]).toMillis() / 1000.0, StandardUnit.SECONDS));
            case "BytesPendingReplication" ->
                Optional.of(Sample.of(minute.now(), Double.parseDouble(values[1]), StandardUnit.BYTES));
            case "OperationsPendingReplication" ->
                Optional.of(Sample.of(minute.now(), Double.parseDouble(values[2]), StandardUnit.COUNT));
            default -> Optional.empty();
        });
    }
}
