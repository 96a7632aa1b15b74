package io.labelmint.dr.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names an action within its plan: store and verb, for example {@code orders-db/snapshot}.
 *
 * @param value the name
 */
public record ActionId(@JsonValue String value) implements Comparable<ActionId> {
    @JsonCreator
    public ActionId {}

    @Override
    public int compareTo(ActionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
