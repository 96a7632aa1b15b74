package io.labelmint.dr.check.postgres;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase.Replica;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far replicas lag, told from a metric that lies while nothing is written.
 *
 * <p>RDS computes ReplicaLag as the time since the last committed transaction was replayed. While the source is idle it
 * therefore climbs by a second a second, "up to five minutes", until the source switches its write-ahead log segment,
 * which it does every five minutes and which the replica replays as a transaction (Amazon RDS User Guide, "Read replica
 * limitations with PostgreSQL"). So an idle replica that is well draws a saw-tooth from its true lag up to five minutes
 * above it, and touches its true lag at least once in five minutes. The least value of six minutes, the five and one for
 * the period of the metric, is the true lag. A replica that broke just now still shows its lag of before for as long;
 * so the time since that least value is added to what could be lost.
 */
final class LagMetrics {
    /** A segment switch every five minutes, and the period of the metric. */
    static final Duration WINDOW = Duration.ofMinutes(6);

    /** RDS publishes its metrics every minute (Amazon RDS User Guide, "Monitoring with Amazon CloudWatch"). */
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Values arrive a little after their time; with none this young the metric tells nothing of now. */
    private static final Duration STALE = Duration.ofMinutes(5);

    private LagMetrics() {}

    /**
     * What the metric tells of a replica.
     *
     * @param least the true lag
     * @param latest the metric as it stands, of which up to five minutes are false
     * @param consistentAt the last moment of which it is known that the replica has it
     */
    record Lag(Duration least, Duration latest, Instant consistentAt) {}

    /** The values of all replicas the estate has in {@code region}, in one call, which every check of them shares. */
    static Reading<Map<Metric, SortedMap<Instant, Double>>> read(
            Estate estate, String region, Observatory observatory, Instant now) {
        List<Metric> metrics = estate.databases().stream()
                .flatMap(database -> database.replicas().stream())
                .filter(replica -> replica.region().equals(region))
                .map(Replica::instance)
                .distinct()
                .map(LagMetrics::metric)
                .toList();
        return observatory.read(Metrics.last(WINDOW.plus(STALE), region, metrics, PERIOD, now));
    }

    /** The lag of {@code replica}; empty if the metric has no value for now. */
    static Optional<Lag> of(Map<Metric, SortedMap<Instant, Double>> all, String replica, Instant now) {
        SortedMap<Instant, Double> values = all.getOrDefault(metric(replica), new TreeMap<>());
        if (values.isEmpty() || values.lastKey().isBefore(now.minus(STALE))) {
            return Optional.empty();
        }
        Instant last = values.lastKey();
        SortedMap<Instant, Double> window = values.tailMap(last.minus(WINDOW));
        // RDS documents -1 for "replication is not active" with other engines; a negative lag is none in any case.
        if (window.values().stream().anyMatch(value -> value < 0)) {
            return Optional.empty();
        }
        double least =
                window.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        Instant consistentAt = window.entrySet().stream()
                .map(value -> value.getKey().minus(seconds(value.getValue())))
                .max(Instant::compareTo)
                .orElseThrow();
        return Optional.of(new Lag(seconds(least), seconds(values.get(last)), consistentAt));
    }

    /** The metric of {@code replica}. */
    static Metric metric(String replica) {
        return Metric.of("AWS/RDS", "ReplicaLag", Map.of("DBInstanceIdentifier", replica), "Minimum");
    }

    private static Duration seconds(double value) {
        return Duration.ofMillis((long) Math.ceil(value * 1000));
    }
}
