package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CacheParameterGroup;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheParameterGroupsResponse;

/**
 * The cache parameter groups of a region.
 *
 * @param region the region
 */
public record CacheParameterGroups(String region) implements Query<List<CacheParameterGroup>> {
    private static final Api API = Api.unpublished("elasticache", "DescribeCacheParameterGroups");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<CacheParameterGroup> fetch(Pages pages) {
        ElastiCacheClient elastiCache = pages.client(ElastiCacheClient.class);
        return Paged.all(
                pages,
                marker -> elastiCache.describeCacheParameterGroups(
                        request -> request.marker(marker).maxRecords(ElastiCachePaging.LARGEST)),
                DescribeCacheParameterGroupsResponse::cacheParameterGroups,
                DescribeCacheParameterGroupsResponse::marker);
    }
}
