package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import io.labelmint.dr.observatory.Observatory;
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
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/**
 * Waits until no operation of a bucket waits to be replicated any more, by a metric that was measured after its writers were
 * stopped: S3 publishes it in the region of the destination ("Using S3 Replication metrics" in the Amazon S3 User Guide).
 *
 * @param id its name in the plan
 * @param after what must be done before: the writers are stopped
 * @param estimate what it is expected to take
 * @param region where the destination is
 * @param source the bucket that is replicated
 * @param destination where to
 * @param rule id of the rule
 */
@JsonTypeName("s3-objects-came-home")
public record ObjectsCameHome(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String source,
        String destination,
        String rule)
        implements Gate {
    private static final Duration SPAN = Duration.ofHours(3);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    @Override
    public String awaits() {
        return "nothing of " + source + " waits to be replicated to " + destination;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        Instant stopped = after.stream()
                .map(action -> inputs.earlier().get(action))
                .filter(Objects::nonNull)
                .map(facts -> facts.get(ScaleService.SEEN))
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        Metric pending = Metric.of(
                "AWS/S3",
                "OperationsPendingReplication",
                Map.of("SourceBucket", source, "DestinationBucket", destination, "RuleId", rule),
                "Maximum");
        return observatory
                .read(new Metrics(region, List.of(pending), stopped, stopped.plus(SPAN), PERIOD))
                .fold(all -> progress(all.get(pending), stopped), Progress.Unknown::new);
    }

    private Progress progress(SortedMap<Instant, Double> values, Instant stopped) {
        // A value of the minute in which they stopped may be of before that.
        SortedMap<Instant, Double> later = values.tailMap(stopped.plus(PERIOD));
        if (later.isEmpty()) {
            return new Progress.Held("nothing was measured yet since " + stopped);
        }
        double left = later.get(later.lastKey());
        return left <= 0
                ? new Progress.Done(Facts.of("pending", 0, "measuredAt", later.lastKey()))
                : new Progress.Held((long) left + " operations wait to be replicated");
    }
}
