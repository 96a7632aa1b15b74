package io.labelmint.dr.run;

import java.time.Duration;

/**
 * When to look again: quickly at first, because mistakes show at once, then every quarter of a minute. Looking is cheap,
 * because the observatory shares one list call among all who wait, and asks AWS no more often than its budget allows,
 * however many look. Expectations play no part: an incremental snapshot takes a tenth of what the first one took, and
 * whoever looked seldom until it was due would notice it minutes late.
 */
final class Polling {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration CAP = Duration.ofSeconds(15);

    private Polling() {}

    /**
     * The delay before the next look.
     *
     * @param looks how often it was looked since the start
     * @param seed spreads operations that began together
     */
    static Duration delay(int looks, int seed) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(looks, 10));
        Duration delay = doubled.compareTo(CAP) < 0 ? doubled : CAP;
        // Jitter of a tenth either way, deterministic.
        long permille = 900L + Math.floorMod(31 * seed + 7 * looks, 200);
        return delay.multipliedBy(permille).dividedBy(1000);
    }
}
