package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CacheSubnetGroup;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheSubnetGroupsResponse;

/**
 * The cache subnet groups of a region.
 *
 * @param region the region
 */
public record CacheSubnetGroups(String region) implements Query<List<CacheSubnetGroup>> {
    private static final Api API = Api.unpublished("elasticache", "DescribeCacheSubnetGroups");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<CacheSubnetGroup> fetch(Pages pages) {
        ElastiCacheClient elastiCache = pages.client(ElastiCacheClient.class);
        return Paged.all(
                pages,
                marker -> elastiCache.describeCacheSubnetGroups(
                        request -> request.marker(marker).maxRecords(ElastiCachePaging.LARGEST)),
                DescribeCacheSubnetGroupsResponse::cacheSubnetGroups,
                DescribeCacheSubnetGroupsResponse::marker);
    }
}
