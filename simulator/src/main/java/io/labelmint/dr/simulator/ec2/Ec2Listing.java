package io.labelmint.dr.simulator.ec2;

import io.labelmint.dr.simulator.core.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What the Describe operations of EC2 share: filters, tags and pages. */
final class Ec2Listing {
    /** EC2 API reference, MaxResults of the Describe operations used here. */
    private static final int LEAST = 5;

    private static final int MOST = 1000;

    private Ec2Listing() {}

    /** Without {@code maxResults} "all items are returned": EC2 API reference. */
    static <T> Page<T> page(List<T> sorted, Function<T, String> key, String token, Integer maxResults) {
        int size = maxResults == null ? Integer.MAX_VALUE : maxResults;
        if (size < LEAST || (maxResults != null && size > MOST)) {
            throw Ec2Errors.invalidValue(
                    "Value ( " + size + " ) for parameter maxResults is invalid. Expecting a value between " + LEAST
                            + " and " + MOST + ".");
        }
        return Page.of(sorted, key, token, size)
                .orElseThrow(() -> Ec2Errors.invalidValue("The parameter NextToken is not valid."));
    }

    /**
     * Whether a resource passes {@code filters}: each must have one of its values, in which {@code *} and {@code ?} are
     * wildcards; EC2 API reference, Filter.
     *
     * @param attributes the attributes this operation can filter by, each with its value
     */
    static boolean passes(List<Filter> filters, Map<String, String> attributes, Map<String, String> tags) {
        return filters.stream()
                .allMatch(filter -> candidates(filter.name(), attributes, tags).stream()
                        .anyMatch(actual -> filter.values().stream().anyMatch(wanted -> matches(wanted, actual))));
    }

    private static List<String> candidates(String name, Map<String, String> attributes, Map<String, String> tags) {
        if (name.equals("tag-key")) {
            return List.copyOf(tags.keySet());
        }
        if (name.startsWith("tag:")) {
            String value = tags.get(name.substring("tag:".length()));
            return value == null ? List.of() : List.of(value);
        }
        if (!attributes.containsKey(name)) {
            throw Ec2Errors.invalidValue("The filter '" + name + "' is invalid");
        }
        return List.of(attributes.get(name));
    }

    private static boolean matches(String wanted, String actual) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            pattern.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return actual.matches(pattern.toString());
    }

    /** The tags that {@code specifications} give to a resource of {@code type}. */
    static SortedMap<String, String> tags(List<TagSpecification> specifications, ResourceType type) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (TagSpecification specification : specifications) {
            if (specification.resourceType() != type) {
                throw Ec2Errors.invalidValue(
                        "'" + specification.resourceTypeAsString() + "' is not a valid taggable resource type.");
            }
            specification.tags().forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
        }
        return tags;
    }

    static Map<String, String> map(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    static List<Tag> shown(Map<String, String> tags) {
        List<Tag> shown = new ArrayList<>();
        tags.forEach(
                (key, value) -> shown.add(Tag.builder().key(key).value(value).build()));
        return shown;
    }
}
