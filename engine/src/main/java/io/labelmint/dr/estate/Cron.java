package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Quoted;
import io.labelmint.dr.estate.yaml.ScalarType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cron expression of five numeric fields in UTC.
 *
 * <p>Jenkins' {@code H} is refused: how fresh a backup must be is counted from the minute it was due, and {@code H}
 * hides that minute in the name of a job.
 */
final class Cron extends ScalarType<String> {
    static final Cron CRON = new Cron("0 2 * * *");

    private record Field(String name, int least, int most) {}

    private static final List<Field> FIELDS = List.of(
            new Field("minute", 0, 59),
            new Field("hour", 0, 23),
            new Field("day of the month", 1, 31),
            new Field("month", 1, 12),
            new Field("day of the week", 0, 7));

    private static final String PART = "(?:\\*|[0-9]{1,2}(?:-[0-9]{1,2})?)(?:/[0-9]{1,2})?";
    private static final String LIST = PART + "(?:," + PART + ")*";
    private static final Pattern PARTS = Pattern.compile("(?:\\*|([0-9]{1,2})(?:-([0-9]{1,2}))?)(?:/([0-9]{1,2}))?");

    private final String example;

    private Cron(String example) {
        this.example = example;
    }

    @Override
    protected Optional<String> parse(String text) {
        return complaint(text).isPresent() ? Optional.empty() : Optional.of(text);
    }

    @Override
    protected String why(String text) {
        return "is " + Quoted.of(text) + ", but " + complaint(text).orElse("is not " + noun());
    }

    private static Optional<String> complaint(String text) {
        String[] fields = text.split(" ", -1);
        if (fields.length != FIELDS.size()) {
            return Optional.of("a schedule has five fields with one space between them, not " + fields.length);
        }
        for (int i = 0; i < fields.length; i++) {
            Field field = FIELDS.get(i);
            for (String part : fields[i].split(",", -1)) {
                if (part.startsWith("H")) {
                    return Optional.of("H hides the minute from which the age of a backup is counted");
                }
                if (!isWithin(part, field)) {
                    return Optional.of(
                            "the field for the " + field.name + " takes " + field.least + " to " + field.most);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isWithin(String part, Field field) {
        Matcher matcher = PARTS.matcher(part);
        if (!matcher.matches()) {
            return false;
        }
        int from = number(matcher.group(1), field.least);
        int to = number(matcher.group(2), from);
        int step = number(matcher.group(3), 1);
        return from >= field.least && to <= field.most && from <= to && step >= 1 && step <= field.most;
    }

    private static int number(String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    @Override
    protected String pattern() {
        return LIST + "(?: " + LIST + "){4}";
    }

    @Override
    public String noun() {
        return "a schedule in the form of cron";
    }

    @Override
    public String example() {
        return "\"" + example + "\"";
    }
}
