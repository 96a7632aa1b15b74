package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import software.amazon.awssdk.services.elasticache.model.DeleteReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.DeleteReplicationGroupResponse;

/**
 * DeleteReplicationGroup: with all nodes and at once. "You cannot perform any other operations on the replication group"
 * while it is deleted, and a member of a global datastore has to leave it first (API reference, DeleteReplicationGroup;
 * user guide, "Deleting a global datastore").
 */
final class GroupDeletion {
    private final CacheGroups groups;
    private final ElastiCacheTags tags;

    GroupDeletion(CacheGroups groups, ElastiCacheTags tags) {
        this.groups = groups;
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations.change("DeleteReplicationGroup", DeleteReplicationGroupRequest.class, this::delete);
    }

    private DeleteReplicationGroupResponse delete(Context context, DeleteReplicationGroupRequest request) {
        if (Boolean.TRUE.equals(request.retainPrimaryCluster()) || request.finalSnapshotIdentifier() != null) {
            throw new UnsupportedOperationException("deleting with something left is not simulated");
        }
        CacheGroup group = groups.require(context, request.replicationGroupId());
        String status = group.status(context);
        if (!status.equals(CacheGroup.AVAILABLE) && !status.equals(CacheGroup.FAILED)) {
            throw ElastiCacheErrors.groupState(
                    "Replication group " + group.id() + " has status " + status + " which is not valid for deletion.");
        }
        if (group.membership(context.now()).isPresent()) {
            throw ElastiCacheErrors.groupState(
                    "Replication group " + group.id() + " is a member of a Global datastore.");
        }
        group.delete(context.now(), ElastiCacheDurations.groupDeletion(context.seed(), group.arn()));
        tags.forget(group.arn());
        group.nodes.forEach(node -> tags.forget(node.arn()));
        return DeleteReplicationGroupResponse.builder()
                .replicationGroup(GroupDescriptions.of(context, group))
                .build();
    }
}
