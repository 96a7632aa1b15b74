package io.labelmint.dr.monitoring;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/**
 * Publishes what a run measured as metrics in a region.
 *
 * <p>CloudWatch does not say what it was given, so what it accepted is published. A call whose answer was lost is made again:
 * it has the same values at the same moments, so the greatest, least and average value of each stay what they are.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param budget how long it is tried: nothing waits for a metric
 * @param region where they are published
 * @param namespace their namespace
 * @param at the moment they are of
 * @param data the values
 */
@JsonTypeName("cloudwatch-publish-metrics")
public record PublishMetrics(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        Optional<Duration> budget,
        String region,
        String namespace,
        Instant at,
        List<Datum> data)
        implements Action {
    private static final String PUBLISHED = "published";

    public PublishMetrics {
        data = List.copyOf(data);
    }

    @Override
    public PlannedCall call() {
        PutMetricDataRequest request = PutMetricDataRequest.builder()
                .namespace(namespace)
                .metricData(data.stream().map(datum -> datum.at(at)).toList())
                .build();
        return PlannedCall.of(MutatingOperation.PUT_METRIC_DATA, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return inputs.accepted().get(PUBLISHED) == null ? new Progress.Absent() : new Progress.Done(inputs.accepted());
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        // Sent as it is: text that looks like a reference is text.
        hands.send(call(), PutMetricDataResponse.class);
        return Facts.of(PUBLISHED, data.size(), "namespace", namespace, "at", at);
    }
}
