package io.labelmint.dr.simulator.elasticache;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticache.model.Tag;

/** The tags of ElastiCache resources by ARN. */
final class ElastiCacheTags {
    /** ElastiCache user guide, "Tagging your ElastiCache resources": 50 tags a resource. */
    private static final int MOST = 50;

    private final Map<String, SortedMap<String, String>> byArn = new TreeMap<>();

    /** Checks that {@code tags} are not too many for a new resource. */
    static void admit(List<Tag> tags) {
        if (tags.stream().map(Tag::key).distinct().count() > MOST) {
            throw ElastiCacheErrors.tooManyTags();
        }
    }

    void add(String arn, List<Tag> tags) {
        SortedMap<String, String> all = new TreeMap<>(of(arn));
        tags.forEach(tag -> all.put(tag.key(), tag.value() == null ? "" : tag.value()));
        if (all.size() > MOST) {
            throw ElastiCacheErrors.tooManyTags();
        }
        byArn.put(arn, all);
    }

    void forget(String arn) {
        byArn.remove(arn);
    }

    SortedMap<String, String> of(String arn) {
        return byArn.getOrDefault(arn, new TreeMap<>());
    }

    List<Tag> list(String arn) {
        return of(arn).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
