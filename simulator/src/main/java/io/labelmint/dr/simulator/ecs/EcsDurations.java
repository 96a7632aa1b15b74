package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Seed;
import java.time.Duration;

/**
 * How long ECS takes on Fargate. AWS publishes no figures; these are of the order operators report (an image of some
 * hundred megabytes, no health check grace), so that rehearsals take neither seconds nor hours, and they vary with the
 * seed. The order of the statuses is that of the ECS developer guide, "Amazon ECS task lifecycle".
 */
final class EcsDurations {
    /** Developer guide, stopTimeout: a container that does not end by itself is killed after 30 seconds. */
    static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    /** Between the last task of a deployment running and the service being called steady. */
    static final Duration STEADY = Duration.ofSeconds(20);

    private EcsDurations() {}

    /** Of the network interface: PROVISIONING. */
    static Duration provisioning(Seed seed, String arn) {
        return seed.between(Duration.ofSeconds(8), Duration.ofSeconds(20), "provisioning", arn);
    }

    /** Of pulling the image: PENDING. */
    static Duration pulling(Seed seed, String arn) {
        return seed.between(Duration.ofSeconds(15), Duration.ofSeconds(60), "pulling", arn);
    }

    /** ACTIVATING, or DEACTIVATING. */
    static Duration activating(Seed seed, String arn) {
        return seed.between(Duration.ofSeconds(1), Duration.ofSeconds(5), "activating", arn);
    }

    /** Of the network interface: DEPROVISIONING. */
    static Duration deprovisioning(Seed seed, String arn) {
        return seed.between(Duration.ofSeconds(5), Duration.ofSeconds(20), "deprovisioning", arn);
    }

    /** Until the service scheduler acts on a change. */
    static Duration scheduling(Seed seed, String arn, Object what) {
        return seed.between(Duration.ofSeconds(2), Duration.ofSeconds(12), "scheduling", arn, what);
    }
}
