package io.labelmint.dr.check.postgres;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** ReplicaLag of the replica of orders as CloudWatch answers it. */
final class Lags {
    static final String REPLICA = "labelmint-production-orders-replica";

    /** The query the checks ask. */
    static final Metrics QUERY = Metrics.last(
            Duration.ofMinutes(11),
            LabelMint.WEST,
            List.of(LagMetrics.metric(REPLICA)),
            Duration.ofMinutes(1),
            Databases.NOW);

    private Lags() {}

    /** One value a minute, the last one a minute old. */
    static Map<Metric, SortedMap<Instant, Double>> endingNow(double... seconds) {
        return ending(Duration.ofMinutes(1), seconds);
    }

    /** One value a minute, the last one as old as said. */
    static Map<Metric, SortedMap<Instant, Double>> ending(Duration age, double... seconds) {
        SortedMap<Instant, Double> values = new TreeMap<>();
        Instant last = Databases.NOW.minus(age);
        for (int i = 0; i < seconds.length; i++) {
            values.put(last.minus(seconds.length - 1L - i, ChronoUnit.MINUTES), seconds[i]);
        }
        return Map.of(LagMetrics.metric(REPLICA), values);
    }
}
