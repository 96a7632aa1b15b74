package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.elasticache.model.AutomaticFailoverStatus;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.Endpoint;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupInfo;
import software.amazon.awssdk.services.elasticache.model.NodeGroup;
import software.amazon.awssdk.services.elasticache.model.NodeGroupMember;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/**
 * What DescribeReplicationGroups and DescribeCacheClusters show: AWS CLI reference, the examples of both. Roles and the
 * endpoints of nodes are shown without cluster mode only (API reference, NodeGroupMember).
 */
final class GroupDescriptions {
    private GroupDescriptions() {}

    static ReplicationGroup of(Context context, CacheGroup group) {
        String status = group.status(context);
        boolean creating = status.equals("creating");
        ReplicationGroup.Builder described = group.fixed.toBuilder().status(status);
        group.membership(context.now())
                .ifPresent(member -> described.globalReplicationGroupInfo(GlobalReplicationGroupInfo.builder()
                        .globalReplicationGroupId(member.datastore().id)
                        .globalReplicationGroupMemberRole(member.role(context.now()))
                        .build()));
        if (!creating) {
            described.nodeGroups(group.shards().stream()
                    .map(shard -> shard(context, group, shard))
                    .toList());
            if (group.clusterMode()) {
                described.configurationEndpoint(endpoint(context, group, "clustercfg." + group.id(), ""));
            }
        } else if (!group.clusterMode() && group.fixed.automaticFailover() == AutomaticFailoverStatus.ENABLED) {
            described.automaticFailover(AutomaticFailoverStatus.ENABLING);
        }
        return described.build();
    }

    static CacheCluster of(Context context, CacheGroup group, CacheNode node, boolean showNodes) {
        String status = group.status(context, node);
        CacheCluster.Builder described = group.cluster.toBuilder()
                .cacheClusterId(node.id())
                .arn(node.arn())
                .cacheClusterStatus(status)
                .preferredAvailabilityZone(node.zone());
        boolean backedUp = group.clusterMode() || node.id().equals(group.fixed.snapshottingClusterId());
        if (!backedUp) {
            described.snapshotRetentionLimit(0);
        }
        if (showNodes && !status.equals("creating")) {
            described.cacheNodes(software.amazon.awssdk.services.elasticache.model.CacheNode.builder()
                    .cacheNodeId(CacheNode.NODE_ID)
                    .cacheNodeStatus(status)
                    .cacheNodeCreateTime(group.cluster.cacheClusterCreateTime())
                    .endpoint(endpoint(context, group, node.id(), "0001."))
                    .parameterGroupStatus("in-sync")
                    .customerAvailabilityZone(node.zone())
                    .build());
        }
        return described.build();
    }

    private static NodeGroup shard(Context context, CacheGroup group, String shard) {
        List<NodeGroupMember> members = group.nodes.stream()
                .filter(node -> node.shard().equals(shard))
                .map(node -> member(context, group, node))
                .toList();
        NodeGroup.Builder described = NodeGroup.builder()
                .nodeGroupId(shard)
                .status(group.status(context))
                .nodeGroupMembers(members);
        if (group.clusterMode()) {
            described.slots(
                    Slots.of(group.shards().indexOf(shard), group.shards().size()));
        } else {
            described
                    .primaryEndpoint(endpoint(context, group, group.id(), "ng.0001."))
                    .readerEndpoint(endpoint(context, group, group.id() + "-ro", "ng.0001."));
        }
        return described.build();
    }

    private static NodeGroupMember member(Context context, CacheGroup group, CacheNode node) {
        NodeGroupMember.Builder described = NodeGroupMember.builder()
                .cacheClusterId(node.id())
                .cacheNodeId(CacheNode.NODE_ID)
                .preferredAvailabilityZone(node.zone());
        if (!group.clusterMode()) {
            described
                    .currentRole(node.primary() ? "primary" : "replica")
                    .readEndpoint(endpoint(context, group, node.id(), "0001."));
        }
        return described.build();
    }

    private static Endpoint endpoint(Context context, CacheGroup group, String name, String kind) {
        String account = context.seed().letters(6, "endpoint", group.region).toLowerCase(Locale.ROOT);
        return Endpoint.builder()
                .address(name + "." + account + "." + kind + brief(group.region) + ".cache.amazonaws.com")
                .port(group.port)
                .build();
    }

    /** The region as endpoints have it: {@code usw2} for {@code us-west-2}. */
    private static String brief(String region) {
        return region.replaceAll("-(north|south)(east|west)-", "-$1-$2-")
                .replaceAll("-([a-z])[a-z]*(?=-)", "$1")
                .replace("-", "");
    }
}
