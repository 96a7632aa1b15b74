package io.labelmint.dr.backup;

import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Slots: the scheduled times work is done for. Everything done for one slot has one name, so that doing it twice is
 * impossible: a day for databases, the declared interval for Redis.
 */
public final class Slots {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").withZone(ZoneOffset.UTC);

    private Slots() {}

    /** The day of {@code now}, UTC. */
    public static String day(Instant now) {
        return DAY.format(now);
    }

    /** The minute of {@code now}, UTC. */
    public static String minute(Instant now) {
        return MINUTE.format(now);
    }

    /** The slot of {@code store} that {@code now} falls into. */
    public static String of(Store store, Instant now) {
        return store instanceof RedisGroup redis
                ? MINUTE.format(floor(now, redis.snapshots().every()))
                : day(now);
    }

    /** The last multiple of {@code every}, counted from the epoch, until {@code now}: where the slot begins it falls into. */
    public static Instant floor(Instant now, Duration every) {
        long seconds = every.toSeconds();
        return Instant.ofEpochSecond(now.getEpochSecond() / seconds * seconds);
    }
}
