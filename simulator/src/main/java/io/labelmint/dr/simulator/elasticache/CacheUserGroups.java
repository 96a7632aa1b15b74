package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.util.List;
import software.amazon.awssdk.services.elasticache.model.CreateUserGroupRequest;
import software.amazon.awssdk.services.elasticache.model.CreateUserGroupResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeUserGroupsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeUserGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.UserGroup;

/** The user groups of all regions; the users in them are taken on trust. They are active at once. */
final class CacheUserGroups {
    private static final int MOST_RECORDS = 100;

    private final Regional<UserGroup> groups = new Regional<>();

    void declare(Operations operations) {
        operations
                .change("CreateUserGroup", CreateUserGroupRequest.class, this::create)
                .read("DescribeUserGroups", DescribeUserGroupsRequest.class, this::describe);
    }

    /**
     * Makes sure of the groups a replication group is to have: they exist, and it speaks TLS ("user group based access
     * control requires encryption-in-transit": user guide, "Role-Based Access Control (RBAC)").
     */
    void admit(Context context, List<String> ids, boolean encryptedInTransit) {
        for (String id : ids) {
            if (groups.find(context.region(), id).isEmpty()) {
                throw ElastiCacheErrors.userGroupNotFound(id);
            }
            if (!encryptedInTransit) {
                throw ElastiCacheErrors.invalidCombination(
                        "User group based access control requires encryption-in-transit to be enabled on the replication"
                                + " group.");
            }
        }
    }

    private CreateUserGroupResponse create(Context context, CreateUserGroupRequest request) {
        String id = ElastiCacheNames.existing(request.userGroupId());
        if (id.isEmpty()) {
            throw ElastiCacheErrors.missing("UserGroupId");
        }
        UserGroup group = UserGroup.builder()
                .userGroupId(id)
                .status("active")
                .engine(request.engine())
                .userIds(request.userIds())
                .arn(context.arn("elasticache", "usergroup:" + id))
                .build();
        groups.put(context.region(), id, group);
        return CreateUserGroupResponse.builder()
                .userGroupId(id)
                .status(group.status())
                .arn(group.arn())
                .build();
    }

    private DescribeUserGroupsResponse describe(Context context, DescribeUserGroupsRequest request) {
        List<UserGroup> found = groups.all(context.region()).stream()
                .filter(group -> request.userGroupId() == null
                        || group.userGroupId().equals(ElastiCacheNames.existing(request.userGroupId())))
                .toList();
        if (request.userGroupId() != null && found.isEmpty()) {
            throw ElastiCacheErrors.userGroupNotFound(request.userGroupId());
        }
        Page<UserGroup> page = ElastiCacheListing.page(
                found, UserGroup::userGroupId, request.marker(), request.maxRecords(), MOST_RECORDS);
        return DescribeUserGroupsResponse.builder()
                .userGroups(page.items())
                .marker(page.marker())
                .build();
    }
}
