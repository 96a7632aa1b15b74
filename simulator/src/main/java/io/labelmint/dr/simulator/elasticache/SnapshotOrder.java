package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Seed;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * What a manual snapshot is to be taken of, found and ready.
 *
 * <p>Without cluster mode that is one node, named by CacheClusterId; with cluster mode the whole group, named by
 * ReplicationGroupId. The user guide ("Making manual backups") says to use each "only when" and "when" so. What the other
 * way round answers is not documented; of the errors CreateSnapshot declares (API reference), InvalidParameterCombination
 * fits. Refusing it keeps callers on the documented side.
 *
 * @param group the replication group
 * @param source what the quota counts by: a node's id, or the group's
 * @param nodes the nodes that are busy meanwhile
 */
record SnapshotOrder(CacheGroup group, String source, List<CacheNode> nodes) {

    static SnapshotOrder ofGroup(Context context, CacheGroups groups, String id) {
        CacheGroup group = groups.require(context, id);
        if (!group.clusterMode()) {
            throw ElastiCacheErrors.invalidCombination("Replication group " + group.id()
                    + " has cluster mode disabled: specify the CacheClusterId of the node to back up.");
        }
        checkState(context, group);
        return new SnapshotOrder(group, group.id(), group.nodes);
    }

    static SnapshotOrder ofNode(Context context, CacheGroups groups, String id) {
        CacheGroups.Placed placed =
                groups.cluster(context, id).orElseThrow(() -> ElastiCacheErrors.clusterNotFound(id));
        if (placed.group().clusterMode()) {
            throw ElastiCacheErrors.invalidCombination(
                    "Cache cluster " + placed.node().id()
                            + " belongs to a replication group with cluster mode enabled: specify the ReplicationGroupId.");
        }
        if (!placed.group().status(context, placed.node()).equals(CacheGroup.AVAILABLE)) {
            throw ElastiCacheErrors.clusterState("The requested cluster is not in the available state: "
                    + placed.node().id());
        }
        // During a backup no other operation can be run on the cluster: user guide, "Backup constraints".
        checkState(context, placed.group());
        return new SnapshotOrder(placed.group(), placed.node().id(), List.of(placed.node()));
    }

    private static void checkState(Context context, CacheGroup group) {
        if (!group.status(context).equals(CacheGroup.AVAILABLE)) {
            throw ElastiCacheErrors.groupState(
                    "The requested replication group is not in the available state: " + group.id());
        }
    }

    Snapshot snapshot(Seed seed, Instant taken) {
        return (group.clusterMode()
                        ? SnapshotSources.ofGroup(group, seed, taken)
                        : SnapshotSources.ofNode(group, nodes.get(0), seed, taken))
                .build();
    }

    /** User guide, "Amazon ElastiCache error messages", "Manual snapshot quota exceeded". */
    String quotaMessage(int quota) {
        return group.clusterMode()
                ? "The maximum number of manual snapshots for this cluster taken within 24 hours has been reached"
                : "The maximum number of manual snapshots for this node taken within 24 hours has been reached its quota"
                        + " of " + quota;
    }
}
