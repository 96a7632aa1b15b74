package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import java.time.Duration;
import java.time.Instant;

/**
 * How CloudWatch cuts time into periods: API reference, GetMetricData, StartTime and Period.
 *
 * @param start rounded down to a minute, five minutes or an hour, the longer ago the coarser
 * @param end exclusive
 * @param finest the shortest period, in seconds, that data of {@code start} can still be had with
 */
record TimeRange(Instant start, Instant end, int finest) {

    static TimeRange of(Context context, Instant start, Instant end) {
        Duration age = Duration.between(start, context.now());
        int finest = age.compareTo(Duration.ofDays(15)) < 0 ? 60 : age.compareTo(Duration.ofDays(63)) <= 0 ? 300 : 3600;
        return new TimeRange(floor(start, finest), end, finest);
    }

    /** The beginning of the period of {@code seconds}, counted from the epoch, that {@code instant} is in. */
    static Instant floor(Instant instant, int seconds) {
        return Instant.ofEpochSecond(instant.getEpochSecond() - Math.floorMod(instant.getEpochSecond(), seconds));
    }

    /** Whether data can be had with {@code period}; there is none otherwise. */
    boolean serves(int period) {
        return period % finest == 0;
    }
}
