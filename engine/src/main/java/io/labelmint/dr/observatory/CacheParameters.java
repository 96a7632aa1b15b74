package io.labelmint.dr.observatory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CacheParameterGroupNotFoundException;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheParametersResponse;

/**
 * The parameters of a cache parameter group; empty if there is none of that name.
 *
 * @param region the region
 * @param group name of the parameter group
 */
public record CacheParameters(String region, String group) implements Query<Optional<CacheParameters.Values>> {
    private static final Api API = Api.unpublished("elasticache", "DescribeCacheParameters");

    /**
     * What they are set to.
     *
     * @param same values that are the same on all nodes, by parameter
     * @param byNodeType values that depend on the node type, by parameter and node type; {@code maxmemory} is one of them
     *     ("The maximum configurable amount of memory to use to store items, in bytes": AWS CLI reference,
     *     describe-engine-default-parameters, example), and names every node type there is
     */
    public record Values(Map<String, String> same, Map<String, Map<String, String>> byNodeType) {
        public Values {
            same = Map.copyOf(same);
            byNodeType = Map.copyOf(byNodeType);
        }
    }

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Optional<Values> fetch(Pages pages) {
        ElastiCacheClient elastiCache = pages.client(ElastiCacheClient.class);
        Map<String, String> same = new HashMap<>();
        Map<String, Map<String, String>> byNodeType = new HashMap<>();
        String marker = null;
        try {
            do {
                String from = marker;
                pages.count();
                DescribeCacheParametersResponse page = elastiCache.describeCacheParameters(request ->
                        request.cacheParameterGroupName(group).marker(from).maxRecords(ElastiCachePaging.LARGEST));
                page.parameters().stream()
                        .filter(each -> each.parameterValue() != null)
                        .forEach(each -> same.put(each.parameterName(), each.parameterValue()));
                page.cacheNodeTypeSpecificParameters().forEach(each -> {
                    Map<String, String> values = new HashMap<>();
                    each.cacheNodeTypeSpecificValues().stream()
                            .filter(value -> value.value() != null)
                            .forEach(value -> values.put(value.cacheNodeType(), value.value()));
                    byNodeType.put(each.parameterName(), Map.copyOf(values));
                });
                marker = page.marker();
            } while (marker != null);
        } catch (CacheParameterGroupNotFoundException e) {
            return Optional.empty();
        }
        return Optional.of(new Values(same, byNodeType));
    }
}
