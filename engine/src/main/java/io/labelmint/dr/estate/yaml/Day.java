package io.labelmint.dr.estate.yaml;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A day of the calendar, as ISO 8601 writes it. */
public final class Day extends ScalarType<LocalDate> {
    /** The only one. */
    public static final Day DAY = new Day();

    private static final String PATTERN = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
    private static final Pattern SHAPE = Pattern.compile(PATTERN);

    private Day() {}

    @Override
    protected Optional<LocalDate> parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException notInTheCalendar) {
            return Optional.empty();
        }
    }

    @Override
    protected String pattern() {
        return PATTERN;
    }

    @Override
    public String noun() {
        return "a date";
    }

    @Override
    public String example() {
        return "2026-10-01";
    }
}
