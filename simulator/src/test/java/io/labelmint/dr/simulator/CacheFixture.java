package io.labelmint.dr.simulator;

import io.labelmint.dr.simulator.core.Scripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.elasticache.model.Tag;

/**
 * A world with two replication groups in {@code us-east-1}: {@code sessions}, a primary and a replica, and
 * {@code ranking}, with cluster mode and two shards of two nodes.
 */
final class CacheFixture {
    static final String EAST = "us-east-1";
    static final String WEST = "us-west-2";

    final World world;
    final ElastiCacheClient east;
    final ElastiCacheClient west;

    private CacheFixture(World world) {
        this.world = world;
        this.east = world.client(ElastiCacheClient.class, EAST);
        this.west = world.client(ElastiCacheClient.class, WEST);
    }

    static CacheFixture inMemory(long seed) {
        return over(World.inMemory(new VirtualTimeline(Instant.parse("2026-01-05T12:00:00Z")), seed));
    }

    /** Sees {@code world} without changing it. */
    static CacheFixture looking(World world) {
        return new CacheFixture(world);
    }

    /** Seeds {@code world} and waits until the groups are available. */
    static CacheFixture over(World world) {
        CacheFixture fixture = new CacheFixture(world);
        world.script(Scripts.eventualConsistency(false));
        fixture.create(
                "sessions", r -> r.numCacheClusters(2).snapshotRetentionLimit(7).snapshotWindow("03:00-04:00"));
        fixture.create(
                "ranking", r -> r.numNodeGroups(2).replicasPerNodeGroup(1).automaticFailoverEnabled(true));
        fixture.pass(Duration.ofMinutes(20));
        return fixture;
    }

    ReplicationGroup create(String id, Consumer<CreateReplicationGroupRequest.Builder> more) {
        return east.createReplicationGroup(r -> {
                    r.replicationGroupId(id)
                            .replicationGroupDescription("of the tests")
                            .cacheNodeType("cache.r7g.large")
                            .engine("redis")
                            .engineVersion("7.1");
                    more.accept(r);
                })
                .replicationGroup();
    }

    void pass(Duration duration) {
        world.timeline().runUntil(world.timeline().now().plus(duration));
    }

    /** Of the replica of {@code sessions}. */
    Snapshot snapshot(String name) {
        return east.createSnapshot(r -> r.cacheClusterId("sessions-002")
                        .snapshotName(name)
                        .tags(Tag.builder().key("dr:operation").value("op-1").build()))
                .snapshot();
    }

    Snapshot taken(String name) {
        snapshot(name);
        pass(Duration.ofMinutes(10));
        return find(name);
    }

    Snapshot find(String name) {
        return east.describeSnapshots(r -> r.snapshotName(name)).snapshots().get(0);
    }

    ReplicationGroup group(String id) {
        return east.describeReplicationGroups(r -> r.replicationGroupId(id))
                .replicationGroups()
                .get(0);
    }

    List<Tag> tags(String arn) {
        return east.listTagsForResource(r -> r.resourceName(arn)).tagList();
    }

    String cluster(String id) {
        return east.describeCacheClusters(r -> r.cacheClusterId(id))
                .cacheClusters()
                .get(0)
                .cacheClusterStatus();
    }
}
