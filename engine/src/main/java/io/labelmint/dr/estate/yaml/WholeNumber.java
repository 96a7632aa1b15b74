package io.labelmint.dr.estate.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A whole number within bounds.
 *
 * @param least the smallest allowed
 * @param most the largest allowed
 * @param because the fact behind the bounds, a sentence; empty where they are plain sense
 */
public record WholeNumber(int least, int most, String because) implements Type<Integer> {
    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]*)");
    private static final int LONGEST = 19;

    /** Numbers from {@code least} to {@code most}. */
    public static WholeNumber between(int least, int most) {
        return new WholeNumber(least, most, "");
    }

    /** The same bounds with the fact behind them. */
    public WholeNumber because(String fact) {
        return new WholeNumber(least, most, fact);
    }

    @Override
    public Optional<Integer> read(Node node, Reading reading) {
        if (!(node instanceof ScalarNode scalar)
                || !Tag.INT.equals(scalar.getTag())
                || !DECIMAL.matcher(scalar.getValue()).matches()) {
            reading.wrongType(node, noun());
            return Optional.empty();
        }
        String text = scalar.getValue();
        if (text.length() <= LONGEST) {
            BigInteger value = new BigInteger(text);
            if (value.compareTo(BigInteger.valueOf(least)) >= 0 && value.compareTo(BigInteger.valueOf(most)) <= 0) {
                return Optional.of(value.intValueExact());
            }
        }
        reading.wrong(
                node,
                "estate.out-of-range",
                reading.subject() + " is "
                        + (text.length() <= LONGEST ? text : "a number of " + text.length() + " digits")
                        + ", but must be from " + least + " to " + most + (because.isEmpty() ? "" : ": " + because)
                        + ".",
                "Write a number from " + least + " to " + most + ", for example " + reading.example() + ".");
        return Optional.empty();
    }

    @Override
    public ObjectNode schema() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "integer")
                .put("minimum", least)
                .put("maximum", most);
    }

    @Override
    public String noun() {
        return "a whole number";
    }

    @Override
    public String example() {
        return String.valueOf(least);
    }

    @Override
    public JsonNode write(Integer value) {
        return IntNode.valueOf(value);
    }
}
