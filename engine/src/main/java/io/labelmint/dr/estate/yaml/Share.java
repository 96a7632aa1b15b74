package io.labelmint.dr.estate.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** A share of a whole, written in per cent and read as a fraction: {@code 1%} is 0.01. */
public final class Share extends ScalarType<BigDecimal> {
    /** From nothing to the whole, to the hundredth of a per cent. */
    public static final Share SHARE = new Share();

    private static final String PERCENT = "(?:[0-9]|[1-9][0-9])(?:\\.[0-9]{1,2})?%|100%";
    private static final Pattern PATTERN = Pattern.compile(PERCENT);

    private Share() {}

    @Override
    protected Optional<BigDecimal> parse(String text) {
        return PATTERN.matcher(text).matches()
                ? Optional.of(new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2))
                : Optional.empty();
    }

    @Override
    protected String pattern() {
        return PERCENT;
    }

    @Override
    public String noun() {
        return "a share in per cent";
    }

    @Override
    public String example() {
        return "1%";
    }

    /** {@code share} as a person would write it in the file. */
    public static String print(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    @Override
    public JsonNode write(BigDecimal value) {
        return JsonNodeFactory.instance.textNode(print(value));
    }
}
