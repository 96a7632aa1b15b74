package io.labelmint.dr.estate.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Something that is true or false. */
public record Flag() implements Type<Boolean> {
    @Override
    public Optional<Boolean> read(Node node, Reading reading) {
        if (node instanceof ScalarNode scalar && scalar.isPlain()) {
            if (scalar.getValue().equals("true")) {
                return Optional.of(true);
            }
            if (scalar.getValue().equals("false")) {
                return Optional.of(false);
            }
        }
        reading.wrongType(node, noun());
        return Optional.empty();
    }

    @Override
    public ObjectNode schema() {
        return JsonNodeFactory.instance.objectNode().put("type", "boolean");
    }

    @Override
    public String noun() {
        return "true or false";
    }

    @Override
    public String example() {
        return "true";
    }

    @Override
    public JsonNode write(Boolean value) {
        return BooleanNode.valueOf(value);
    }
}
