package io.labelmint.dr.check;

import java.time.Duration;

/** Durations as people say them. */
public final class Ages {
    private Ages() {}

    /** {@code duration} in its two largest units, for example {@code 2 h 5 min}. */
    public static String words(Duration duration) {
        if (duration.abs().toSeconds() == 0) {
            return "0 s"; // clocks differ by as much, so it may be just ahead of ours
        }
        if (duration.isNegative()) {
            return "-" + words(duration.negated());
        }
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + " s";
    }
}
