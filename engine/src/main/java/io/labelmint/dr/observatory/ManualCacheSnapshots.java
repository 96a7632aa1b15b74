package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * The manual ElastiCache snapshots of a region: what waits for one of them asks for these. Automatic ones, up to 35 of
 * each group, would add pages, and each page delays noticing by what the request budget takes for it.
 *
 * @param region the region
 */
public record ManualCacheSnapshots(String region) implements Query<List<Snapshot>> {
    private static final Api API = Api.unpublished("elasticache", "DescribeSnapshots");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<Snapshot> fetch(Pages pages) {
        ElastiCacheClient elastiCache = pages.client(ElastiCacheClient.class);
        return Paged.all(
                pages,
                // "user" for manual ones, in this request only (ElastiCache API Reference, DescribeSnapshots).
                marker -> elastiCache.describeSnapshots(request ->
                        request.snapshotSource("user").marker(marker).maxRecords(CacheSnapshots.LARGEST_PAGE)),
                DescribeSnapshotsResponse::snapshots,
                DescribeSnapshotsResponse::marker);
    }
}
