package io.labelmint.dr.observatory;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.elasticache.model.NodeGroup;
import software.amazon.awssdk.services.elasticache.model.NodeGroupMember;
import software.amazon.awssdk.services.elasticache.model.NodeSnapshot;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/** ElastiCache as tests see it: the group of the example estate and snapshots of it. */
public final class CacheWorld {
    public static final String GROUP = "labelmint-production-sessions";
    public static final String DR_GROUP = "labelmint-production-sessions-dr";

    private CacheWorld() {}

    /** The name of our snapshot of the slot {@code slot}, for example {@code 20261122-0000}. */
    public static String name(String slot) {
        return "dr-sessions-" + slot + "-0123abcd";
    }

    /** A good snapshot of ours. */
    public static Snapshot snapshot(String slot, Instant consistentAt) {
        return snapshot(name(slot), "manual", "available", consistentAt);
    }

    /** Any snapshot of the group, taken from its replica. */
    public static Snapshot snapshot(String name, String source, String status, Instant consistentAt) {
        return Snapshot.builder()
                .snapshotName(name)
                .arn(arn(name))
                .cacheClusterId(GROUP + "-002")
                .snapshotSource(source)
                .snapshotStatus(status)
                .nodeSnapshots(NodeSnapshot.builder()
                        .cacheClusterId(GROUP + "-002")
                        .snapshotCreateTime(consistentAt)
                        .build())
                .build();
    }

    public static String arn(String name) {
        return "arn:aws:elasticache:us-east-1:123456789012:snapshot:" + name;
    }

    /** A group with one shard: a primary and a replica. */
    public static ReplicationGroup group(String id, boolean encrypted) {
        return ReplicationGroup.builder()
                .replicationGroupId(id)
                .memberClusters(id + "-001", id + "-002")
                .nodeGroups(NodeGroup.builder()
                        .nodeGroupMembers(member(id + "-001", "primary"), member(id + "-002", "replica"))
                        .build())
                .atRestEncryptionEnabled(encrypted)
                .transitEncryptionEnabled(true)
                .build();
    }

    private static NodeGroupMember member(String node, String role) {
        return NodeGroupMember.builder().cacheClusterId(node).currentRole(role).build();
    }

    /** {@code snapshots} as a list that can be passed on. */
    public static List<Snapshot> list(Snapshot... snapshots) {
        return List.of(snapshots);
    }
}
