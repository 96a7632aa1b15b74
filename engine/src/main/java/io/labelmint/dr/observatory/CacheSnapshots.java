package io.labelmint.dr.observatory;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * All ElastiCache snapshots of a region.
 *
 * @param region the region
 */
public record CacheSnapshots(String region) implements Query<List<Snapshot>> {
    /** MaxRecords of DescribeSnapshots is 20 to 50 (Amazon ElastiCache API Reference). */
    static final int LARGEST_PAGE = 50;

    private static final Api API = Api.unpublished("elasticache", "DescribeSnapshots");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<Snapshot> fetch(Pages pages) {
        List<Snapshot> all = new ArrayList<>();
        String marker = null;
        do {
            String from = marker;
            pages.count();
            DescribeSnapshotsResponse page = pages.client(ElastiCacheClient.class)
                    .describeSnapshots(request -> request.marker(from).maxRecords(LARGEST_PAGE));
            all.addAll(page.snapshots());
            marker = page.marker();
        } while (marker != null);
        return all;
    }
}
