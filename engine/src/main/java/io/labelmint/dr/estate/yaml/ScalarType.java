package io.labelmint.dr.estate.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value written as one text.
 *
 * @param <T> what it is in Java
 */
public abstract class ScalarType<T> implements Type<T> {

    /** The value {@code text} means, or nothing when it means none. */
    protected abstract Optional<T> parse(String text);

    /** The regular expression, in the dialect Java and JSON Schema share, that every such text matches. */
    protected abstract String pattern();

    /** What is wrong with {@code text}, which {@link #parse} refused: the end of a sentence. */
    protected String why(String text) {
        return "is not " + noun() + ": " + Quoted.of(text);
    }

    @Override
    public final Optional<T> read(Node node, Reading reading) {
        if (!(node instanceof ScalarNode scalar) || Tag.NULL.equals(node.getTag())) {
            reading.wrongType(node, noun());
            return Optional.empty();
        }
        String text = scalar.getValue();
        Optional<T> value = parse(text);
        if (value.isPresent() && !Tag.STR.equals(scalar.getTag())) {
            reading.wrong(
                    node,
                    "estate.needs-quotes",
                    reading.subject() + " is text, but YAML reads " + Quoted.of(text) + " as a number or truth value.",
                    "Put it in quotes: \"" + text + "\".");
            return Optional.empty();
        }
        if (value.isEmpty()) {
            reading.wrong(
                    node,
                    "estate.wrong-value",
                    reading.subject() + " " + why(text) + ".",
                    "Write " + noun() + " such as " + reading.example() + ".");
        }
        return value;
    }

    @Override
    public ObjectNode schema() {
        return JsonNodeFactory.instance.objectNode().put("type", "string").put("pattern", "^(?:" + pattern() + ")$");
    }
}
