package io.labelmint.dr.estate.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A key that may stand in a mapping.
 *
 * @param name as it is written
 * @param type what its value is
 * @param required whether it must be there
 * @param fallback what it is when it is not there
 * @param about what it says, for editors
 * @param <T> what its value is in Java
 */
public record Key<T>(String name, Type<T> type, boolean required, Optional<T> fallback, String about) {
    /** A key that must be there. */
    public static <T> Key<T> required(String name, Type<T> type, String about) {
        return new Key<>(name, type, true, Optional.empty(), about);
    }

    /** A key that may be left out. */
    public static <T> Key<T> optional(String name, Type<T> type, String about) {
        return new Key<>(name, type, false, Optional.empty(), about);
    }

    /** A key that means {@code fallback} when it is left out. */
    public static <T> Key<T> defaulted(String name, Type<T> type, T fallback, String about) {
        return new Key<>(name, type, false, Optional.of(fallback), about);
    }

    /** A key for a list that is empty when it is left out. */
    public static <T> Key<List<Listed<T>>> list(String name, Type<T> item, String about) {
        return defaulted(name, new ListOf<>(item), List.of(), about);
    }

    /** The same key with a type whose example fits better where it stands. */
    public Key<T> like(Type<T> better) {
        return new Key<>(name, better, required, fallback, about);
    }

    /** What somebody would write as its value: the default, where there is one. */
    String written() {
        return fallback.filter(value -> !(value instanceof List))
                .map(value -> type.write(value).asText())
                .orElseGet(type::example);
    }

    ObjectNode schema() {
        ObjectNode schema = type.schema();
        schema.put("description", about);
        fallback.ifPresent(value -> schema.set("default", type.write(value)));
        if (fallback.isEmpty() && type instanceof Text) {
            schema.putArray("examples").add(type.example().replace("\"", ""));
        }
        return schema;
    }
}
