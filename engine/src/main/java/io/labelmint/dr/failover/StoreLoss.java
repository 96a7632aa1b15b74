package io.labelmint.dr.failover;

import io.labelmint.dr.check.Ages;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What a failover would lose of one store.
 *
 * @param store its id
 * @param upTo the last safe moment: everything written up to it is kept; empty if nobody knows one
 * @param expected how long the source wrote after that, by all that is known
 * @param most how long at most
 * @param bytesPerSecond log the source wrote a second when it last said so; empty if it never did
 * @param measured how it was measured, and when, in words
 */
public record StoreLoss(
        String store,
        Optional<Instant> upTo,
        Duration expected,
        Duration most,
        Optional<Long> bytesPerSecond,
        String measured) {
    private static final long KILO = 1000;

    /** What nobody can say of {@code store}, because of {@code reason}. */
    static StoreLoss unknown(String store, String reason) {
        return new StoreLoss(store, Optional.empty(), Duration.ZERO, Duration.ZERO, Optional.empty(), reason);
    }

    /** Whether anything tells. */
    boolean known() {
        return upTo.isPresent() || !most.isZero();
    }

    /** What is lost, for the person who approves it. */
    public String words() {
        if (!known()) {
            return "not known (" + measured + ")";
        }
        String range = expected.isZero()
                ? "up to " + Ages.words(most)
                : "about " + Ages.words(expected)
                        + (most.compareTo(expected) > 0 ? ", at most " + Ages.words(most) : "");
        Duration counted = expected.isZero() ? most : expected;
        String bytes = bytesPerSecond
                .map(rate -> ", about " + bytes(rate * counted.toSeconds()) + " of log")
                .orElse("");
        return range + bytes
                + upTo.map(moment -> "; last safe moment " + moment.truncatedTo(ChronoUnit.SECONDS))
                        .orElse("") + " (" + measured + ")";
    }

    private static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB", "PB"};
        double value = bytes;
        int unit = -1;
        while (value >= KILO && unit < units.length - 1) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
    }
}
