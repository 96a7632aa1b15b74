package io.labelmint.dr.estate.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** An amount with its currency: {@code 0.129 USD}. */
public final class Money extends ScalarType<Amount> {
    /** Any amount, to the millionth. */
    public static final Money MONEY = new Money();

    private static final String AMOUNT = "(?:0|[1-9][0-9]{0,6})(?:\\.[0-9]{1,6})? [A-Z]{3}";
    private static final Pattern PATTERN = Pattern.compile(AMOUNT);

    private Money() {}

    @Override
    protected Optional<Amount> parse(String text) {
        if (!PATTERN.matcher(text).matches()) {
            return Optional.empty();
        }
        int space = text.indexOf(' ');
        return Optional.of(new Amount(new BigDecimal(text.substring(0, space)), text.substring(space + 1)));
    }

    @Override
    protected String pattern() {
        return AMOUNT;
    }

    @Override
    public String noun() {
        return "an amount with its currency";
    }

    @Override
    public String example() {
        return "0.129 USD";
    }

    @Override
    public JsonNode write(Amount value) {
        return JsonNodeFactory.instance.textNode(value.toString());
    }
}
