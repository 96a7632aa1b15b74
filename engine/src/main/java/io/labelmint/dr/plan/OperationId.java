package io.labelmint.dr.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.labelmint.dr.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names an operation, everywhere and for ever: in tags, in names of resources, in ledgers.
 *
 * @param value lower-case letters, digits and single hyphens, at most 120 characters, so that names of AWS resources can
 *     be made from it
 */
public record OperationId(@JsonValue String value) implements Comparable<OperationId> {
    private static final Pattern FORM = Pattern.compile("[a-z](-?[a-z0-9])*");

    private static final Pattern DAY =
            Pattern.compile("(?<=-)(20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?=-)");

    @JsonCreator
    public OperationId {
        if (!valid(value)) {
            throw new IllegalArgumentException("not an operation id: " + value);
        }
    }

    /** Whether {@code text}, which may come from anywhere, has the form of an operation's id. */
    public static boolean valid(String text) {
        return text.length() <= 120 && FORM.matcher(text).matches();
    }

    /**
     * The id of scheduled work: the same estate, kind, subject and slot always give the same id, so that a rerun or a
     * retry finds its own work instead of doing it again.
     *
     * @param estate name of the estate
     * @param kind what is done, for example {@code backup}
     * @param subject the store it is done to
     * @param slot the scheduled time it is done for, in digits, for example {@code 20261122}
     */
    public static OperationId scheduled(String estate, String kind, String subject, String slot) {
        String hash =
                Json.sha256(String.join("\n", estate, kind, subject, slot)).substring(0, 8);
        String clean = clean(kind + "-" + subject + "-" + slot);
        return new OperationId(
                (clean.length() > 100 ? clean.substring(0, 100).replaceAll("-$", "") : clean) + "-" + hash);
    }

    /** What the ids of all scheduled work of {@code kind} on {@code subject} begin with, as far as they are readable. */
    public static String prefix(String kind, String subject) {
        return clean(kind + "-" + subject) + "-";
    }

    /** The day it was made for, in digits as in {@code 20261122}; empty where the id names none, or more than one. */
    public Optional<String> day() {
        List<String> days =
                DAY.matcher(value).results().map(day -> day.group(1)).toList();
        return days.size() == 1 ? Optional.of(days.get(0)) : Optional.empty();
    }

    private static String clean(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    }

    @Override
    public int compareTo(OperationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
