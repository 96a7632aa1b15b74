package io.labelmint.dr.rehearsal;

import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.outside.WebGet;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.route53.DnsAnswer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Users of a rehearsed estate: they ask for a page by its public name, with what their resolvers still remember of it, and are
 * served if the region the name leads to answers, runs the services, and has databases that take writes. The user who is
 * last to notice a change is the one who asks.
 */
final class RehearsedUsers implements WebGet {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final World world;
    private final Estate estate;

    RehearsedUsers(World world, Estate estate) {
        this.world = world;
        this.estate = estate;
    }

    @Override
    public Answer get(URI url) {
        Optional<String> region = world.resolveCached(url.getHost()).flatMap(DnsAnswer::region);
        if (region.isEmpty()) {
            return new Answer(Optional.empty(), "no such name");
        }
        if (world.outage(region.get()) != Outage.NONE) {
            return new Answer(Optional.empty(), "no answer from " + region.get());
        }
        List<String> missing = missing(region.get());
        if (!missing.isEmpty() && servesFromHome(region.get())) {
            missing = List.of();
        }
        return missing.isEmpty()
                ? new Answer(Optional.of(OK), "ok from " + region.get())
                : new Answer(Optional.of(UNAVAILABLE), "not served by " + region.get() + ": " + missing);
    }

    private List<String> missing(String region) {
        boolean primary = region.equals(estate.regions().primary());
        List<String> missing = new ArrayList<>();
        for (EcsService service : estate.services()) {
            if (!runs(region, primary, service)) {
                missing.add(service.id());
            }
        }
        for (PostgresDatabase database : estate.databases()) {
            if (!takesWrites(region, primary, database)) {
                missing.add(database.id());
            }
        }
        return missing;
    }

    /** Whether {@code region} is the DR region, and services run there that can serve from databases at home. */
    private boolean servesFromHome(String region) {
        String home = estate.regions().primary();
        return !region.equals(home)
                && estate.services().stream().anyMatch(EcsService::drServesFromHome)
                && estate.services().stream()
                        .filter(EcsService::drServesFromHome)
                        .allMatch(service -> runs(region, false, service))
                && estate.databases().stream().allMatch(database -> takesWrites(home, true, database));
    }

    private boolean runs(String region, boolean primary, EcsService service) {
        List<Service> found = world.client(EcsClient.class, region)
                .describeServices(request -> request.cluster(primary ? service.cluster() : service.drCluster())
                        .services(primary ? service.service() : service.drService()))
                .services();
        return found.stream().anyMatch(running -> running.runningCount() > 0);
    }

    private boolean takesWrites(String region, boolean primary, PostgresDatabase database) {
        Optional<String> name = primary
                ? Optional.of(database.instance())
                : database.replicas().stream()
                        .filter(replica -> replica.region().equals(region))
                        .map(PostgresDatabase.Replica::instance)
                        .findFirst()
                        .or(() -> database.failover().restoredAs());
        return name.isEmpty()
                || world.client(RdsClient.class, region).describeDBInstances().dbInstances().stream()
                        .filter(instance -> instance.dbInstanceIdentifier().equals(name.get()))
                        .anyMatch(instance -> writable(instance)
                                && world.writtenUntil(region, name.get())
                                        .filter(until ->
                                                !until.isBefore(world.timeline().now()))
                                        .isPresent());
    }

    private static boolean writable(DBInstance instance) {
        return instance.readReplicaSourceDBInstanceIdentifier() == null
                && (instance.dbInstanceStatus().equals("available")
                        || instance.dbInstanceStatus().equals("backing-up"));
    }
}
