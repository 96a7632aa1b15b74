package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.ecs.EcsSimulator;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * How many vCPUs run on Fargate in a region: ECS developer guide, "AWS Fargate usage metrics". Nothing is published while
 * nothing runs.
 */
public final class FargateMetrics implements MetricSource {
    private final EcsSimulator ecs;

    /** @param ecs whose tasks are counted */
    public FargateMetrics(EcsSimulator ecs) {
        this.ecs = ecs;
    }

    @Override
    public Optional<Sample> sample(Context minute, MetricId metric) {
        if (!metric.is("AWS/Usage", "ResourceCount", "Class", "Resource", "Service", "Type")
                || !"Fargate".equals(metric.dimensions().get("Service"))
                || !"vCPU".equals(metric.dimensions().get("Resource"))
                || !"Standard/OnDemand".equals(metric.dimensions().get("Class"))) {
            return Optional.empty();
        }
        double running = ecs.runningVcpus(minute.now(), minute.region());
        return running == 0 ? Optional.empty() : Optional.of(Sample.of(minute.now(), running, StandardUnit.NONE));
    }
}
