package io.labelmint.dr.evidence.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How numbers and times are put in words; the same everywhere, whatever the locale and zone of the machine. */
public final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    /** For example {@code 2026-11-22 02:00:13 UTC}. */
    public static String time(Instant at) {
        return TIME.format(at) + " UTC";
    }

    /** A time in a column that says that it is in UTC. */
    static String bare(Optional<Instant> at) {
        return at.map(TIME::format).orElse("\u2013");
    }

    /** The two largest units, for example {@code 1 h 12 min}; smaller ones are cut off, not rounded. */
    public static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "\u2212" + duration(duration.negated());
        }
        long days = duration.toDays();
        long hours = duration.toHours();
        long minutes = duration.toMinutes();
        if (days > 0) {
            return two(days, "d", hours % 24, "h");
        } else if (hours > 0) {
            return two(hours, "h", minutes % 60, "min");
        } else if (minutes > 0) {
            return two(minutes, "min", duration.toSeconds() % 60, "s");
        }
        return duration.toSeconds() + " s";
    }

    static String seconds(long seconds) {
        return duration(Duration.ofSeconds(seconds));
    }

    /** How long it was from {@code start} to {@code end}, if both are known. */
    static String between(Optional<Instant> start, Optional<Instant> end) {
        return start.isPresent() && end.isPresent() ? duration(Duration.between(start.get(), end.get())) : "\u2013";
    }

    /** For example {@code 1 finding} or {@code 12 findings}. */
    public static String count(long number, String one) {
        return number + " " + (number == 1 ? one : one + "s");
    }

    /** For example {@code the one check} or {@code all 12 checks}. */
    public static String all(long number, String one) {
        return number == 1 ? "the one " + one : "all " + number + " " + one + "s";
    }

    /** For example {@code all 12 findings passed}; nothing about nothing. */
    static String all(long number, String one, String verb) {
        return number == 0 ? "" : all(number, one) + " " + verb;
    }

    /** At most {@code longest} characters of {@code text}; what is left out is in its middle. */
    public static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int head = longest / 2;
        int tail = longest - head - 1;
        return text.substring(0, head) + "\u2026" + text.substring(text.length() - tail);
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
