package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import io.labelmint.dr.observatory.Observatory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How many keys the source had when a snapshot was taken: {@code CurrItems} and {@code CurrVolatileItems} of its nodes,
 * "total number of keys in all databases that have a ttl set" (Amazon ElastiCache user guide, "Metrics for Valkey and
 * Redis OSS").
 */
public final class SourceKeys {
    /** A node publishes each metric once a minute; a few may be missing. */
    private static final Duration AROUND = Duration.ofMinutes(5);

    /**
     * "Data points with a period of 60 seconds (1-minute) are available for 15 days", of five minutes for 63 (CloudWatch
     * User Guide, "Metrics retention"); a day less, so that none falls out while it is asked for.
     */
    private static final Duration MINUTES_KEPT = Duration.ofDays(14);

    private final Observatory observatory;
    private final String region;

    /** Those of nodes in {@code region}. */
    public SourceKeys(Observatory observatory, String region) {
        this.observatory = observatory;
        this.region = region;
    }

    /**
     * The keys of {@code nodes} together at {@code moment}, each by the count that is nearest.
     *
     * @throws io.labelmint.dr.ProblemException if one of them has none, or CloudWatch could not be read
     */
    public CountedKeys at(Instant moment, List<String> nodes, Instant now) {
        boolean old = Duration.between(moment, now).compareTo(MINUTES_KEPT) > 0;
        Duration around = old ? AROUND.multipliedBy(2) : AROUND;
        Instant minute = moment.truncatedTo(ChronoUnit.MINUTES);
        List<Metric> metrics = new ArrayList<>();
        nodes.forEach(node -> {
            metrics.add(metric("CurrItems", node));
            metrics.add(metric("CurrVolatileItems", node));
        });
        Map<Metric, SortedMap<Instant, Double>> values = observatory
                .read(new Metrics(
                        region, metrics, minute.minus(around), minute.plus(around), Duration.ofMinutes(old ? 5 : 1)))
                .fold(all -> all, problem -> {
                    throw problem.asException();
                });
        long keys = 0;
        Optional<Long> expiring = Optional.of(0L);
        Instant at = minute;
        for (String node : nodes) {
            Map.Entry<Instant, Double> counted = nearest(values.get(metric("CurrItems", node)), moment)
                    .orElseThrow(() -> none(node, moment).asException());
            keys += Math.round(counted.getValue());
            at = counted.getKey();
            Optional<Long> more = nearest(values.get(metric("CurrVolatileItems", node)), moment)
                    .map(entry -> Math.round(entry.getValue()));
            expiring = expiring.flatMap(sum -> more.map(number -> sum + number));
        }
        return new CountedKeys(keys, expiring, at);
    }

    private static Metric metric(String name, String node) {
        return Metric.of("AWS/ElastiCache", name, Map.of("CacheClusterId", node), "Average");
    }

    private static Optional<Map.Entry<Instant, Double>> nearest(SortedMap<Instant, Double> values, Instant moment) {
        return values == null
                ? Optional.empty()
                : values.entrySet().stream()
                        .min(Comparator.comparing(entry ->
                                Duration.between(entry.getKey(), moment).abs()));
    }

    private Problem none(String node, Instant moment) {
        return Problem.of(
                        "restore.no-count",
                        "CloudWatch has no number of keys (CurrItems) of " + node + " in " + region + " around "
                                + moment + ", when the snapshot was taken.",
                        "Restore a younger snapshot, or see why the node publishes no metrics.")
                .with("node", node);
    }
}
