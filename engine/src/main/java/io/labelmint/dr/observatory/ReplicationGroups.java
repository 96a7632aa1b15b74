package io.labelmint.dr.observatory;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.DescribeReplicationGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/**
 * All ElastiCache replication groups of a region.
 *
 * @param region the region
 */
public record ReplicationGroups(String region) implements Query<List<ReplicationGroup>> {
    /** MaxRecords of DescribeReplicationGroups is 20 to 100 (Amazon ElastiCache API Reference). */
    private static final int LARGEST_PAGE = 100;

    private static final Api API = Api.unpublished("elasticache", "DescribeReplicationGroups");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<ReplicationGroup> fetch(Pages pages) {
        List<ReplicationGroup> all = new ArrayList<>();
        String marker = null;
        do {
            String from = marker;
            pages.count();
            DescribeReplicationGroupsResponse page = pages.client(ElastiCacheClient.class)
                    .describeReplicationGroups(request -> request.marker(from).maxRecords(LARGEST_PAGE));
            all.addAll(page.replicationGroups());
            marker = page.marker();
        } while (marker != null);
        return all;
    }
}
