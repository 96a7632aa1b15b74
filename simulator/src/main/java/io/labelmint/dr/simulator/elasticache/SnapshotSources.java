package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Seed;
import java.time.Instant;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.NodeGroupConfiguration;
import software.amazon.awssdk.services.elasticache.model.NodeSnapshot;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * What a snapshot shows of its source. Which fields it has depends on the cluster mode: user guide, "Making manual
 * backups", examples 2 and 3.
 */
final class SnapshotSources {
    private SnapshotSources() {}

    /** The node of {@code group} that is the cache cluster {@code id}. */
    static CacheNode node(CacheGroup group, String id) {
        return group.nodes.stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A snapshot of one node, without cluster mode. It does not name the replication group. */
    static Snapshot.Builder ofNode(CacheGroup group, CacheNode node, Seed seed, Instant taken) {
        Instant created = group.fixed.replicationGroupCreateTime();
        return of(group)
                .cacheClusterId(node.id())
                .cacheClusterCreateTime(created)
                .numCacheNodes(1)
                .preferredAvailabilityZone(node.zone())
                .nodeSnapshots(NodeSnapshot.builder()
                        .cacheNodeId(CacheNode.NODE_ID)
                        .cacheNodeCreateTime(created)
                        .snapshotCreateTime(taken)
                        .cacheSize(group.megabytes(seed) + " MB")
                        .build());
    }

    /** One snapshot of all shards of a group with cluster mode, with a node snapshot for each. */
    static Snapshot.Builder ofGroup(CacheGroup group, Seed seed, Instant taken) {
        long share = Math.max(1, group.megabytes(seed) / group.shards().size());
        return of(group)
                .replicationGroupId(group.id())
                .replicationGroupDescription(group.fixed.description())
                .automaticFailover(group.fixed.automaticFailover())
                .numNodeGroups(group.shards().size())
                .nodeSnapshots(group.shards().stream()
                        .map(shard -> NodeSnapshot.builder()
                                .nodeGroupId(shard)
                                .nodeGroupConfiguration(configuration(group, shard))
                                .snapshotCreateTime(taken)
                                .cacheSize(share + " MB")
                                .build())
                        .toList());
    }

    private static NodeGroupConfiguration configuration(CacheGroup group, String shard) {
        long nodes =
                group.nodes.stream().filter(node -> node.shard().equals(shard)).count();
        return NodeGroupConfiguration.builder()
                .slots(Slots.of(group.shards().indexOf(shard), group.shards().size()))
                .replicaCount((int) nodes - 1)
                .build();
    }

    private static Snapshot.Builder of(CacheGroup group) {
        CacheCluster source = group.cluster;
        return Snapshot.builder()
                .cacheNodeType(source.cacheNodeType())
                .engine(source.engine())
                .engineVersion(source.engineVersion())
                .port(group.port)
                .cacheParameterGroupName(source.cacheParameterGroup().cacheParameterGroupName())
                .cacheSubnetGroupName(source.cacheSubnetGroupName())
                .autoMinorVersionUpgrade(source.autoMinorVersionUpgrade())
                .preferredMaintenanceWindow(source.preferredMaintenanceWindow())
                .snapshotRetentionLimit(source.snapshotRetentionLimit())
                .snapshotWindow(source.snapshotWindow())
                .dataTiering("disabled");
    }
}
