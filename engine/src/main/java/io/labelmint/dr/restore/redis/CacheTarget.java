package io.labelmint.dr.restore.redis;

import io.labelmint.dr.estate.CachePlace;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticache.model.Tag;

/**
 * The replication group a restore brings about.
 *
 * @param operation whose it is; tagged
 * @param region where it comes to be
 * @param group its id
 * @param description what it is, which ElastiCache shows when it does not show tags yet
 * @param place what it is put into, and what it has
 * @param shape what it is made of
 * @param snapshotDays how long its automatic snapshots are kept; 0 for none
 * @param tags more tags
 */
public record CacheTarget(
        OperationId operation,
        String region,
        String group,
        String description,
        CachePlace place,
        CacheShape shape,
        int snapshotDays,
        SortedMap<String, String> tags) {

    public CacheTarget {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** All its tags, as ElastiCache takes them. */
    List<Tag> allTags() {
        Map<String, String> all = new TreeMap<>(tags);
        all.put(OperationTag.KEY, operation.value());
        return all.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
