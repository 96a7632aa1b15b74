package io.labelmint.dr.estate.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A list of values of one type.
 *
 * @param item the type of each
 * @param <T> what each is in Java
 */
public record ListOf<T>(Type<T> item) implements Type<List<Listed<T>>> {
    @Override
    public Optional<List<Listed<T>>> read(Node node, Reading reading) {
        if (!(node instanceof SequenceNode sequence)) {
            reading.wrongType(node, noun());
            return Optional.empty();
        }
        List<Listed<T>> items = new ArrayList<>();
        for (Node each : sequence.getValue()) {
            int index = items.size();
            items.add(new Listed<>(Position.of(each), item.read(each, reading.item(index, item.example()))));
        }
        return Optional.of(List.copyOf(items));
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
        schema.set("items", item.schema());
        return schema;
    }

    @Override
    public String noun() {
        return "a list";
    }

    @Override
    public String example() {
        return "[" + item.example() + "]";
    }

    @Override
    public JsonNode write(List<Listed<T>> value) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        value.forEach(each -> each.value().map(item::write).ifPresent(array::add));
        return array;
    }
}
