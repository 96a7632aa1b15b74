package io.labelmint.dr.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Up to which moment a copy has what its source wrote, and how far behind it was while the source wrote.
 *
 * <p>Read from a lag that is published by the copy's side. A lag is the age of the last thing the copy has: at {@code t} with
 * lag {@code l} it had everything up to {@code t - l}. As long as the source writes, that moment moves on; when the source
 * is dead it stands still, and the lag grows by a second a second. So the last value with which it moved on tells up to
 * when the copy has everything, the value before that how far behind the copy was, and the one after it that the source
 * had died, or wrote nothing. An idle source looks like a dead one for up to five minutes (Amazon RDS User Guide, "Read
 * replica limitations with PostgreSQL"), and loses nothing by it: a copy that last moved on after minutes of standing still
 * followed a source that wrote nothing.
 *
 * @param upTo the last moment of which the copy has everything
 * @param lag how far behind the copy was while the source wrote
 * @param silentAt by that moment the source had written nothing more; the moment of the question if it goes on writing
 * @param measuredAt the moment of the last value it was read from
 */
record Reached(Instant upTo, Duration lag, Instant silentAt, Instant measuredAt) {
    /** Two values of the same moment differ by what clocks and rounding make of them. */
    private static final Duration MOVED_ON = Duration.ofSeconds(1);

    /** A source that writes moves its copy on every minute; an idle one only where RDS switches its log, every five. */
    private static final Duration IDLE = Duration.ofMinutes(3);

    /** Values come a little late; a last one older than that is no sign of life. */
    private static final Duration LATE = Duration.ofMinutes(3);

    /** What {@code series} of lags in seconds tell at {@code now}; several are of shards, of which the worst counts. */
    static Optional<Reached> of(Collection<SortedMap<Instant, Double>> series, Instant now) {
        SortedMap<Instant, Instant> moments = new TreeMap<>();
        for (SortedMap<Instant, Double> values : series) {
            for (Map.Entry<Instant, Double> value : values.entrySet()) {
                // RDS gives -1 where replication is not active: it tells of no moment.
                if (value.getValue() >= 0) {
                    Instant had = value.getKey().minusMillis(Math.round(value.getValue() * 1000));
                    moments.merge(value.getKey(), had, (one, other) -> one.isBefore(other) ? one : other);
                }
            }
        }
        return moments.isEmpty() ? Optional.empty() : Optional.of(of(moments, now));
    }

    private static Reached of(SortedMap<Instant, Instant> moments, Instant now) {
        Instant upTo = Instant.MIN;
        Duration lag = Duration.ZERO;
        Duration lagBefore = Duration.ZERO;
        boolean idle = false;
        Optional<Instant> silentAt = Optional.empty();
        for (Map.Entry<Instant, Instant> moment : moments.entrySet()) {
            boolean first = upTo.equals(Instant.MIN);
            if (first || moment.getValue().isAfter(upTo.plus(MOVED_ON))) {
                Duration seen = Duration.between(moment.getValue(), moment.getKey());
                lagBefore = first ? seen : lag;
                lag = seen;
                // It moved on after minutes in which it did not: that was the switch of the log, and nothing was
                // written.
                idle = silentAt.filter(since -> !moment.getKey().isBefore(since.plus(IDLE)))
                        .isPresent();
                silentAt = Optional.empty();
            } else if (silentAt.isEmpty()) {
                silentAt = Optional.of(moment.getKey());
            }
            upTo = moment.getValue().isAfter(upTo) ? moment.getValue() : upTo;
        }
        Instant last = moments.lastKey();
        if (silentAt.isEmpty() && last.isBefore(now.minus(LATE))) {
            silentAt = Optional.of(last.plus(LATE));
        }
        if (idle && silentAt.isPresent()) {
            return new Reached(upTo, Duration.ZERO, silentAt.get(), last);
        }
        // The last value that moved on may have been read when the source was dead for most of a minute already.
        return new Reached(upTo, silentAt.isPresent() ? min(lag, lagBefore) : lag, silentAt.orElse(now), last);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** When the source wrote last, as far as this copy can tell. */
    Instant wroteUntil() {
        return upTo.plus(lag);
    }
}
