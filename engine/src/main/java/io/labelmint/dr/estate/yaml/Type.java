package io.labelmint.dr.estate.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * How a value is written: reads it, and describes itself to editors.
 *
 * @param <T> what it is in Java
 */
public interface Type<T> {
    /** The value at {@code node}, or nothing when it is wrong and {@code reading} was told so. */
    Optional<T> read(Node node, Reading reading);

    /** The JSON Schema of the value; what it accepts and {@link #read} refuses is a matter between keys. */
    ObjectNode schema();

    /** What messages call such a value, with its article: {@code a duration}. */
    String noun();

    /** A value that is right, as somebody would write it. */
    String example();

    /** How {@code value} is written in JSON, for the default in the schema. */
    default JsonNode write(T value) {
        return JsonNodeFactory.instance.textNode(value.toString());
    }
}
