package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.DescribeUserGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.UserGroup;

/**
 * The user groups of a region.
 *
 * @param region the region
 */
public record CacheUserGroups(String region) implements Query<List<UserGroup>> {
    private static final Api API = Api.unpublished("elasticache", "DescribeUserGroups");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<UserGroup> fetch(Pages pages) {
        ElastiCacheClient elastiCache = pages.client(ElastiCacheClient.class);
        return Paged.all(
                pages,
                marker -> elastiCache.describeUserGroups(
                        request -> request.marker(marker).maxRecords(ElastiCachePaging.LARGEST)),
                DescribeUserGroupsResponse::userGroups,
                DescribeUserGroupsResponse::marker);
    }
}
