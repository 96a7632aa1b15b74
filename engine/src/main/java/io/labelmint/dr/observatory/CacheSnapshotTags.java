package io.labelmint.dr.observatory;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;

/**
 * The tags of one ElastiCache resource; ElastiCache does not list them with the resource.
 *
 * @param region the region
 * @param arn the resource
 */
public record CacheSnapshotTags(String region, String arn) implements Query<Map<String, String>> {
    /**
     * AWS publishes no rate. These are single-resource reads, one per snapshot that is about to be pruned or adopted, so
     * they have a budget of their own: four a second, and enough at once for the prunings of five groups in one tick.
     */
    private static final Api API = new Api("elasticache", "ListTagsForResource", Duration.ofMillis(250), 40, false);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Map<String, String> fetch(Pages pages) {
        pages.count();
        Map<String, String> tags = new TreeMap<>();
        pages.client(ElastiCacheClient.class)
                .listTagsForResource(request -> request.resourceName(arn))
                .tagList()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }
}
