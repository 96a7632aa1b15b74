package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Context;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.Tag;

/** How ECS names things: by short name, or by an ARN of the client's region. */
final class EcsNames {
    /** API reference, CreateCluster and CreateService: "Up to 255 letters, numbers, underscores, and hyphens". */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    /** API reference, Tag: "Each resource can have a maximum of 50 tags". */
    private static final int MOST_TAGS = 50;

    private EcsNames() {}

    /** The new name {@code name}. */
    static String fresh(String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw EcsErrors.invalid("Name must be 1 to 255 letters, numbers, underscores and hyphens: " + name);
        }
        return name;
    }

    /** What follows the last slash, or all of it: the short name in {@code name}, which may be an ARN. */
    static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Whether {@code name}, if it is an ARN, is one of the client's region. */
    static boolean here(Context context, String name) {
        return !name.startsWith("arn:") || name.startsWith("arn:aws:ecs:" + context.region() + ":");
    }

    static Map<String, String> tags(List<Tag> given) {
        Map<String, String> tags = new TreeMap<>();
        given.forEach(tag -> tags.put(tag.key(), tag.value()));
        if (tags.size() > MOST_TAGS) {
            throw EcsErrors.invalid("A resource can have at most " + MOST_TAGS + " tags.");
        }
        return tags;
    }

    static List<Tag> shown(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
