package io.labelmint.dr.restore;

import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The instance a restore brings about.
 *
 * @param operation whose it is; tagged
 * @param region where it comes to be
 * @param instance its identifier
 * @param place what it is put into, and what it has
 * @param multiAz whether it has a standby in another zone
 * @param deletionProtection whether it can only be deleted after that was turned off
 * @param tags more tags
 */
public record RestoreTarget(
        OperationId operation,
        String region,
        String instance,
        RestorePlace place,
        boolean multiAz,
        boolean deletionProtection,
        SortedMap<String, String> tags) {

    public RestoreTarget {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /** All its tags, as RDS takes them. */
    List<Tag> allTags() {
        Map<String, String> all = new TreeMap<>(tags);
        all.put(OperationTag.KEY, operation.value());
        return all.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
