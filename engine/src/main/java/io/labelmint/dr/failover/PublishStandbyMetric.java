package io.labelmint.dr.failover;

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
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/**
 * Publishes as a metric in the DR region whether that region serves. A health check of Route 53 watches it and moves the
 * record: a decision becomes data, and nobody calls Route 53's control plane in us-east-1.
 *
 * <p>A value that CloudWatch accepted is published; it is shown a little later, and a second one says the same.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region the DR region
 * @param namespace namespace of the metric
 * @param metric its name
 * @param serves whether the DR region serves: 1 or 0
 */
@JsonTypeName("cloudwatch-publish-standby")
public record PublishStandbyMetric(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String namespace,
        String metric,
        boolean serves)
        implements Action {
    private static final String PUBLISHED = "published";

    @Override
    public PlannedCall call() {
        PutMetricDataRequest request = PutMetricDataRequest.builder()
                .namespace(namespace)
                .metricData(MetricDatum.builder()
                        .metricName(metric)
                        .value(serves ? 1.0 : 0.0)
                        .build())
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
        hands.send(call(), PutMetricDataResponse.class);
        return Facts.of(PUBLISHED, namespace + "/" + metric + " = " + (serves ? 1 : 0));
    }
}
