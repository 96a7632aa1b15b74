package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import java.time.Duration;
import java.util.Optional;

/** A service that publishes metrics about itself: a pure function of its state, the scripts and the time. */
@FunctionalInterface
public interface MetricSource {

    /**
     * What the service published for one minute.
     *
     * @param minute the region, and the minute as its {@code now}
     * @param metric which metric
     * @return empty if there is no such metric or nothing was published in that minute
     */
    Optional<Sample> sample(Context minute, MetricId metric);

    /** How often it publishes {@code metric}, if that is one of its own: at the full minute, day ... UTC. */
    default Duration every(MetricId metric) {
        return Duration.ofMinutes(1);
    }
}
