package io.labelmint.dr.simulator.rds;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.Tag;

/** The tags of RDS resources by ARN. */
final class RdsTags {
    /** RDS user guide, "Tagging Amazon RDS resources". */
    private static final int MOST = 50;

    private final Map<String, SortedMap<String, String>> byArn = new TreeMap<>();

    void add(String arn, List<Tag> tags) {
        SortedMap<String, String> all = new TreeMap<>(of(arn));
        tags.forEach(tag -> all.put(tag.key(), tag.value() == null ? "" : tag.value()));
        if (all.size() > MOST) {
            throw RdsErrors.invalidValue("A resource can have at most " + MOST + " tags.");
        }
        byArn.put(arn, all);
    }

    void remove(String arn, List<String> keys) {
        byArn.getOrDefault(arn, new TreeMap<>()).keySet().removeAll(keys);
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
