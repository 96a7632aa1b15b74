package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Gate;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Waits until the secondary of a Global Datastore has what was written before its writers were stopped: a lag that was
 * measured after that, and reaches back no further than that. Redis has no row that could prove it better.
 *
 * @param id its name in the plan
 * @param after what must be done before: the writers are stopped
 * @param estimate what it is expected to take
 * @param region where the secondary is
 * @param nodes its nodes
 */
@JsonTypeName("elasticache-datastore-caught-up")
public record DatastoreCaughtUp(ActionId id, Set<ActionId> after, Estimate estimate, String region, List<String> nodes)
        implements Gate {
    private static final Duration SPAN = Duration.ofMinutes(10);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    public DatastoreCaughtUp {
        nodes = List.copyOf(nodes);
    }

    @Override
    public String awaits() {
        return "the secondary has what was written before services stopped";
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        Instant stopped = after.stream()
                .map(action -> inputs.earlier().get(action))
                .map(facts -> Instant.parse(facts.get(ScaleService.SEEN)))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        List<Metric> lags = nodes.stream()
                .map(node -> Metric.of(
                        "AWS/ElastiCache", "GlobalDatastoreReplicationLag", Map.of("CacheClusterId", node), "Maximum"))
                .toList();
        // In minutes after the stop, so that everybody who waits asks the same for a minute.
        Instant until = stopped.plus(SPAN);
        Reading<Map<Metric, SortedMap<Instant, Double>>> read =
                observatory.read(new Metrics(region, lags, stopped.minus(PERIOD), until, PERIOD));
        return read.fold(all -> progress(all, stopped), Progress.Unknown::new);
    }

    private Progress progress(Map<Metric, SortedMap<Instant, Double>> all, Instant stopped) {
        boolean caughtUp = all.values().stream()
                .filter(values -> !values.isEmpty())
                .map(values -> values.entrySet().stream()
                        .anyMatch(value -> value.getValue() >= 0
                                && !value.getKey()
                                        .minusMillis(Math.round(value.getValue() * 1000))
                                        .isBefore(stopped)))
                .reduce(Boolean::logicalAnd)
                .orElse(false);
        return caughtUp
                ? new Progress.Done(Facts.of("writersStopped", stopped))
                : new Progress.Held("no lag of the secondary was measured yet that begins after " + stopped);
    }
}
