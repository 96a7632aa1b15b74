package io.labelmint.dr.discovery;

import io.labelmint.dr.estate.Regions;
import io.labelmint.dr.observatory.EcsClusters;
import io.labelmint.dr.observatory.EcsServiceNames;
import io.labelmint.dr.observatory.EcsServices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;

/** The ECS services of the primary region, with those of the same name in the DR region. */
final class Services {
    /** What ECS still tells of a service that was deleted (Amazon ECS API Reference, Service, status). */
    private static final String GONE = "INACTIVE";

    private final Regions regions;
    private final Sight sight;
    private final Ids ids;
    private final List<Found> here;
    private final List<Found> there;
    private final List<String> uncovered = new ArrayList<>();

    private record Found(String cluster, Service service) {
        String name() {
            return service.serviceName();
        }
    }

    Services(Regions regions, Sight sight, Ids ids) {
        this.regions = regions;
        this.sight = sight;
        this.ids = ids;
        this.here = all(regions.primary());
        this.there = all(regions.dr());
    }

    /** One for each service that can be declared. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Found found : here) {
            if (found.service().schedulingStrategy() == SchedulingStrategy.DAEMON) {
                uncovered.add("ECS service " + found.name() + " of cluster " + found.cluster()
                        + ": left out, a daemon runs on every instance and is not scaled.");
            } else {
                entries.add(entry(found));
            }
        }
        return entries;
    }

    /** Services that cannot be declared; known after {@link #entries}. */
    List<String> uncovered() {
        return List.copyOf(uncovered);
    }

    private Entry entry(Found found) {
        int desired = found.service().desiredCount();
        Optional<Found> standby = there.stream()
                .filter(other -> other.name().equals(found.name()))
                .min(Comparator.comparing((Found other) -> !other.cluster().equals(found.cluster()))
                        .thenComparing(Found::cluster));
        Entry entry = new Entry(
                "services",
                ids.of(found.name(), "service"),
                desired
                        + (desired == 1 ? " task, " : " tasks, ")
                        + standby.map(other -> other.service().desiredCount() + " in " + regions.dr())
                                .orElse("no service of this name in " + regions.dr()));
        entry.with("cluster", found.cluster()).with("service", found.name());
        standby.map(Found::cluster)
                .filter(cluster -> !cluster.equals(found.cluster()))
                .ifPresent(cluster -> entry.with("drCluster", cluster));
        entry.line("drDesiredCount: " + Math.max(1, desired) + "   # DECIDE");
        standby.map(other -> other.service().desiredCount())
                .filter(count -> count > 0)
                .ifPresent(count -> entry.line("drStandbyCount: " + count));
        return entry;
    }

    private List<Found> all(String region) {
        List<Found> all = new ArrayList<>();
        for (String cluster : sight.list("ECS clusters", new EcsClusters(region))) {
            List<String> names = sight.list("services of " + cluster, new EcsServiceNames(region, cluster));
            if (!names.isEmpty()) {
                sight.list("services of " + cluster, new EcsServices(region, cluster, names)).stream()
                        .filter(service -> !GONE.equals(service.status()))
                        .forEach(service -> all.add(new Found(cluster, service)));
            }
        }
        return all;
    }
}
