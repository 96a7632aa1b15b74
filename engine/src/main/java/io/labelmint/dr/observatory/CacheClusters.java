package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheClustersResponse;

/**
 * The cache clusters of a region: each node of each replication group is one.
 *
 * @param region the region
 */
public record CacheClusters(String region) implements Query<List<CacheCluster>> {
    private static final Api API = Api.unpublished("elasticache", "DescribeCacheClusters");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<CacheCluster> fetch(Pages pages) {
        ElastiCacheClient elastiCache = pages.client(ElastiCacheClient.class);
        return Paged.all(
                pages,
                marker -> elastiCache.describeCacheClusters(
                        request -> request.marker(marker).maxRecords(ElastiCachePaging.LARGEST)),
                DescribeCacheClustersResponse::cacheClusters,
                DescribeCacheClustersResponse::marker);
    }
}
