package io.labelmint.dr.estate.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as people write it: {@code 5m}, {@code 1h30m}, {@code 7d}; ISO-8601 ({@code PT1H}) is read too. */
public final class Span extends ScalarType<Duration> {
    /** Any length of time but none at all. */
    public static final Span SPAN = new Span();

    /** Six digits of days are 2,700 years: enough for anybody, and no sum of them overflows. */
    private static final String NUMBER = "[0-9]{1,6}";

    private static final String HUMAN = "(?=.*[1-9])(?:(D)d)?(?:(D)h)?(?:(D)m)?(?:(D)s)?".replace("D", NUMBER);
    private static final String ISO =
            "(?=.*[1-9])P(?:(#)D)?(?:T(?=[0-9])(?:(#)H)?(?:(#)M)?(?:(#)S)?)?".replace("#", NUMBER);
    private static final Pattern HUMAN_PATTERN = Pattern.compile(HUMAN);
    private static final Pattern ISO_PATTERN = Pattern.compile(ISO);

    private Span() {}

    @Override
    protected Optional<Duration> parse(String text) {
        return parse(HUMAN_PATTERN.matcher(text)).or(() -> parse(ISO_PATTERN.matcher(text)));
    }

    private static Optional<Duration> parse(Matcher matcher) {
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(matcher.group(1)))
                .plusHours(number(matcher.group(2)))
                .plusMinutes(number(matcher.group(3)))
                .plusSeconds(number(matcher.group(4))));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** {@code span} as a person would write it in the file. */
    public static String print(Duration span) {
        StringBuilder text = new StringBuilder();
        if (span.compareTo(Duration.ofDays(2)) >= 0) {
            append(text, span.toDaysPart(), 'd');
            append(text, span.toHoursPart(), 'h');
        } else {
            append(text, span.toHours(), 'h');
        }
        append(text, span.toMinutesPart(), 'm');
        append(text, span.toSecondsPart(), 's');
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long number, char unit) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }

    @Override
    protected String pattern() {
        return HUMAN.replaceAll("\\((?!\\?)", "(?:") + "|" + ISO.replaceAll("\\((?!\\?)", "(?:");
    }

    @Override
    public String noun() {
        return "a duration";
    }

    @Override
    public String example() {
        return "1h";
    }

    @Override
    public JsonNode write(Duration value) {
        return JsonNodeFactory.instance.textNode(print(value));
    }
}
