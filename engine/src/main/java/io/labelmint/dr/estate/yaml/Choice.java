package io.labelmint.dr.estate.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of a few words.
 *
 * @param <E> the enum whose constants they are
 */
public final class Choice<E extends Enum<E>> extends ScalarType<E> {
    private final List<E> constants;
    private final Function<E, String> spelling;

    private Choice(Class<E> type, Function<E, String> spelling) {
        this.constants = Arrays.asList(type.getEnumConstants());
        this.spelling = spelling;
    }

    /** The constants of {@code type} in lower case with hyphens: {@code RDS_SNAPSHOT} is {@code rds-snapshot}. */
    public static <E extends Enum<E>> Choice<E> of(Class<E> type) {
        return new Choice<>(
                type, constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The constants of {@code type} as they are, for words that are AWS's own. */
    public static <E extends Enum<E>> Choice<E> verbatim(Class<E> type) {
        return new Choice<>(type, Enum::name);
    }

    @Override
    protected Optional<E> parse(String text) {
        return constants.stream()
                .filter(constant -> spelling.apply(constant).equals(text))
                .findFirst();
    }

    @Override
    protected String why(String text) {
        String meant = Nearest.to(text, words())
                .map(word -> " (did you mean " + word + "?)")
                .orElse("");
        return "is " + Quoted.of(text) + ", but must be " + noun() + meant;
    }

    @Override
    protected String pattern() {
        return String.join("|", words());
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        words().forEach(schema.putArray("enum")::add);
        return schema;
    }

    @Override
    public String noun() {
        return "one of " + String.join(", ", words());
    }

    @Override
    public String example() {
        return words().get(0);
    }

    @Override
    public JsonNode write(E value) {
        return JsonNodeFactory.instance.textNode(spelling.apply(value));
    }

    private List<String> words() {
        return constants.stream().map(spelling).toList();
    }
}
