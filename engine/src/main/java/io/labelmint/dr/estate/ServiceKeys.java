package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Flag;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.WholeNumber;
import java.util.List;

/** The keys of an ECS service. */
final class ServiceKeys {
    static final Key<String> CLUSTER =
            Key.required("cluster", Words.ECS_NAME.like("labelmint-production"), "Cluster name in the primary region.");
    static final Key<String> SERVICE = Key.required("service", Words.ECS_NAME, "Service name in the primary region.");
    static final Key<String> DR_CLUSTER =
            Key.optional("drCluster", Words.ECS_NAME, "Cluster name in the DR region; the same as here when left out.");
    static final Key<String> DR_SERVICE =
            Key.optional("drService", Words.ECS_NAME, "Service name in the DR region; the same as here when left out.");
    // ECS service quotas: 5,000 tasks per service.
    static final Key<Integer> DR_DESIRED_COUNT = Key.required(
            "drDesiredCount",
            WholeNumber.between(1, 5000).because("a service of no tasks serves nobody and ECS runs at most 5,000"),
            "Tasks the DR region must run once it serves.");
    static final Key<Integer> DR_STANDBY_COUNT = Key.defaulted(
            "drStandbyCount",
            WholeNumber.between(0, 5000).because("ECS runs at most 5,000"),
            0,
            "Tasks that run there on an ordinary day; a clean-up after a failover leaves as many.");
    static final Key<Boolean> DR_SERVES_FROM_HOME = Key.defaulted(
            "drServesFromHome",
            new Flag(),
            false,
            "Whether its tasks in the DR region can serve users with the databases of the primary region: only then a"
                    + " failback moves users by weights.");
    static final Key<List<Listed<String>>> NEEDS =
            Key.list("needs", Words.ID, "Ids of the stores that must serve before it does; all of them when left out.");

    static final Mapping TYPE = Mapping.of(
            StoreKeys.ID.like(Words.ID.like("web")),
            CLUSTER,
            SERVICE,
            DR_CLUSTER,
            DR_SERVICE,
            DR_DESIRED_COUNT,
            DR_STANDBY_COUNT,
            DR_SERVES_FROM_HOME,
            NEEDS);

    private ServiceKeys() {}

    static EcsService build(Section service) {
        String cluster = service.require(CLUSTER);
        String name = service.require(SERVICE);
        return new EcsService(
                service.require(StoreKeys.ID),
                cluster,
                name,
                service.get(DR_CLUSTER).orElse(cluster),
                service.get(DR_SERVICE).orElse(name),
                service.require(DR_DESIRED_COUNT),
                service.require(DR_STANDBY_COUNT),
                service.require(DR_SERVES_FROM_HOME),
                service.items(NEEDS));
    }
}
