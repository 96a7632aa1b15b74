package io.labelmint.dr.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an action found out: ids, ARNs, times, sizes. Later actions may refer to it, evidence quotes it.
 *
 * @param values by name; never a secret
 */
public record Facts(@JsonValue SortedMap<String, String> values) {
    public static final Facts NONE = new Facts(new TreeMap<>());

    @JsonCreator
    public Facts {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Facts of {@code values}; a value of null leaves the fact out. */
    public static Facts of(Object... namesAndValues) {
        SortedMap<String, String> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                values.put((String) namesAndValues[i], namesAndValues[i + 1].toString());
            }
        }
        return new Facts(values);
    }

    /** The value of {@code name}, or null. */
    public String get(String name) {
        return values.get(name);
    }

    /** These facts and {@code more}; on the same name, {@code more} wins. */
    public Facts and(Facts more) {
        Map<String, String> both = new TreeMap<>(values);
        both.putAll(more.values);
        return new Facts(new TreeMap<>(both));
    }
}
