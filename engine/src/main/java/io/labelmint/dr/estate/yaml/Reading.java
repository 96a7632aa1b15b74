package io.labelmint.dr.estate.yaml;

import io.labelmint.dr.Problem;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Where reading stands: the path to the value at hand, what would be right there, and who is told of mistakes.
 *
 * @param mistakes who is told
 * @param path for example {@code databases[0].objectives.rpo}; empty at the root
 * @param example what somebody would write there
 * @param homes the mapping each key of the file belongs in, to recognise a line that is indented wrongly
 */
public record Reading(Mistakes mistakes, String path, String example, Map<String, String> homes) {

    /** Reading at the root of a file that {@code type} declares. */
    public static Reading root(Mistakes mistakes, Mapping type) {
        return new Reading(mistakes, "", type.example(), type.homes());
    }

    Reading key(Key<?> key) {
        return new Reading(mistakes, path.isEmpty() ? key.name() : path + "." + key.name(), key.written(), homes);
    }

    Reading item(int index, String itemExample) {
        return new Reading(mistakes, path + "[" + index + "]", itemExample, homes);
    }

    /** What messages call the value: its path, or the file. */
    String subject() {
        return path.isEmpty() ? "The file" : path;
    }

    void wrong(Node node, String code, String summary, String fix) {
        Problem problem = Problem.of(code, summary, fix);
        mistakes.add(Position.of(node), path.isEmpty() ? problem : problem.with("key", path));
    }

    void wrongType(Node node, String noun) {
        if (Tag.NULL.equals(node.getTag())) {
            wrong(
                    node,
                    "estate.no-value",
                    subject() + " has no value; it must be " + noun + ".",
                    "Write " + example + ", or remove the key.");
        } else {
            wrong(
                    node,
                    "estate.wrong-type",
                    subject() + " must be " + noun + ", not " + kind(node) + ".",
                    "Write " + example + ".");
        }
    }

    private static String kind(Node node) {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        String value = Quoted.of(((ScalarNode) node).getValue());
        if (Tag.INT.equals(node.getTag()) || Tag.FLOAT.equals(node.getTag())) {
            return "the number " + value;
        }
        return Tag.BOOL.equals(node.getTag()) ? "the truth value " + value : "the text " + value;
    }
}
