package io.labelmint.dr.estate.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mapping as it was read, before anything is built from it.
 *
 * <p>It may have holes: a key whose value was wrong gives nothing, so that the rules between keys still run on the rest
 * and the user learns of every mistake at once.
 */
public final class Section {
    /** A value that was written. */
    record Slot(Position position, Optional<?> value) {}

    private final Position position;
    private final String path;
    private final Map<String, Slot> slots;

    Section(Position position, String path, Map<String, Slot> slots) {
        this.position = position;
        this.path = path;
        this.slots = Map.copyOf(slots);
    }

    /** The value, the default when the key is not there, or nothing when there is none or it was wrong. */
    @SuppressWarnings("unchecked") // a slot is filled by the type of the key of its name
    public <T> Optional<T> get(Key<T> key) {
        Slot slot = slots.get(key.name());
        return slot == null ? key.fallback() : (Optional<T>) slot.value();
    }

    /** The value of a key that is required or has a default, of a section without mistakes. */
    public <T> T require(Key<T> key) {
        return get(key).orElseThrow(() -> new IllegalStateException(path + "." + key.name() + " was not read"));
    }

    /** The section under {@code key}; an empty one when it is not there, so that its defaults hold. */
    public Section section(Key<Section> key) {
        return get(key).orElseGet(() -> new Section(at(key), child(key), Map.of()));
    }

    /** The entries of the list under {@code key} that could be read. */
    public <T> List<T> items(Key<List<Listed<T>>> key) {
        return get(key).stream()
                .flatMap(List::stream)
                .flatMap(listed -> listed.value().stream())
                .toList();
    }

    /** Whether the key was written, rightly or wrongly. */
    public boolean has(Key<?> key) {
        return slots.containsKey(key.name());
    }

    /** Where the value of {@code key} is written, or this section when it is not. */
    public Position at(Key<?> key) {
        Slot slot = slots.get(key.name());
        return slot == null ? position : slot.position();
    }

    public Position position() {
        return position;
    }

    /** The path of {@code key}, for messages. */
    public String child(Key<?> key) {
        return path.isEmpty() ? key.name() : path + "." + key.name();
    }

    /** Every text in here and below, with where it is. */
    public Stream<Written> texts() {
        return slots.entrySet().stream()
                .flatMap(slot -> texts(
                        path.isEmpty() ? slot.getKey() : path + "." + slot.getKey(),
                        slot.getValue().position(),
                        slot.getValue().value()));
    }

    private static Stream<Written> texts(String path, Position position, Optional<?> value) {
        return value.stream().flatMap(found -> {
            if (found instanceof Section section) {
                return section.texts();
            }
            if (found instanceof List<?> list) {
                return list.stream()
                        .map(Listed.class::cast)
                        .flatMap(listed -> texts(path, listed.position(), listed.value()));
            }
            return found instanceof String text ? Stream.of(new Written(path, position, text)) : Stream.empty();
        });
    }

    /**
     * A text and where it is written.
     *
     * @param path the path of its key
     * @param position where it begins
     * @param text what it says
     */
    public record Written(String path, Position position, String text) {}
}
