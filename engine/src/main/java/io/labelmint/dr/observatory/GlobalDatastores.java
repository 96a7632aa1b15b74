package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.DescribeGlobalReplicationGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroup;

/**
 * All ElastiCache Global Datastores with a member in a region, with their members.
 *
 * @param region the region
 */
public record GlobalDatastores(String region) implements Query<List<GlobalReplicationGroup>> {
    /** MaxRecords of DescribeGlobalReplicationGroups is 20 to 100 (Amazon ElastiCache API Reference). */
    private static final int LARGEST_PAGE = 100;

    private static final Api API = Api.unpublished("elasticache", "DescribeGlobalReplicationGroups");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<GlobalReplicationGroup> fetch(Pages pages) {
        ElastiCacheClient elastiCache = pages.client(ElastiCacheClient.class);
        return Paged.all(
                pages,
                marker -> elastiCache.describeGlobalReplicationGroups(
                        request -> request.showMemberInfo(true).marker(marker).maxRecords(LARGEST_PAGE)),
                DescribeGlobalReplicationGroupsResponse::globalReplicationGroups,
                DescribeGlobalReplicationGroupsResponse::marker);
    }
}
