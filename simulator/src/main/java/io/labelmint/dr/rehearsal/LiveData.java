package io.labelmint.dr.rehearsal;

import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.rds.ReplicatedFrom;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * What the databases hold that serve, and those that follow them: everything that was written up to a moment. Services write
 * as long as one of them runs; heartbeats go on after that.
 */
final class LiveData {
    private final World world;
    private final Estate estate;

    LiveData(World world, Estate estate) {
        this.world = world;
        this.estate = estate;
    }

    /**
     * What an instance holds.
     *
     * @param database of which database
     * @param written up to which moment it has what services wrote
     * @param beating up to which moment it has heartbeats
     */
    record Held(PostgresDatabase database, Instant written, Instant beating) {}

    /** What {@code instance} of {@code region} holds; empty if it neither serves nor follows what does. */
    Optional<Held> of(String region, String instance) {
        Optional<ReplicatedFrom> follows = world.replicatedUpTo(region, instance)
                .filter(from -> from.promoted().isEmpty());
        if (follows.isEmpty()) {
            return serves(region, instance).flatMap(database -> served(region, instance, database));
        }
        String[] source = follows.get().sourceArn().split(":", -1);
        Instant moment = follows.get().moment();
        return of(source[3], follows.get().sourceInstance())
                .map(held ->
                        new Held(held.database(), earlier(held.written(), moment), earlier(held.beating(), moment)));
    }

    private Optional<PostgresDatabase> serves(String region, String instance) {
        boolean primary = region.equals(estate.regions().primary());
        return estate.databases().stream()
                .filter(database -> (primary
                                ? Stream.of(database.instance())
                                : Stream.concat(
                                        database.replicas().stream()
                                                .filter(replica ->
                                                        replica.region().equals(region))
                                                .map(PostgresDatabase.Replica::instance),
                                        database.failover().restoredAs().stream()))
                        .anyMatch(instance::equals))
                .findFirst();
    }

    private Optional<Held> served(String region, String instance, PostgresDatabase database) {
        return world.writtenUntil(region, instance)
                .map(until -> new Held(
                        database,
                        quietSince(region).map(since -> earlier(since, until)).orElse(until),
                        until));
    }

    /** Since when no service of {@code region} runs; empty while one does, or none is declared. */
    private Optional<Instant> quietSince(String region) {
        if (estate.services().isEmpty() || world.outage(region) != Outage.NONE) {
            return Optional.empty();
        }
        Instant since = Instant.MIN;
        for (EcsService service : estate.services()) {
            boolean primary = region.equals(estate.regions().primary());
            for (Service found : world.client(EcsClient.class, region)
                    .describeServices(request -> request.cluster(primary ? service.cluster() : service.drCluster())
                            .services(primary ? service.service() : service.drService()))
                    .services()) {
                if (found.runningCount() > 0) {
                    return Optional.empty();
                }
                since = found.deployments().stream()
                        .map(Deployment::updatedAt)
                        .max(Comparator.naturalOrder())
                        .filter(since::isBefore)
                        .orElse(since);
            }
        }
        return since.equals(Instant.MIN) ? Optional.empty() : Optional.of(since);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
