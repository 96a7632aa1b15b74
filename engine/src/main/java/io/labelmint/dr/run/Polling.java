package io.labelmint.dr.run;

import java.time.Duration;

/**
 * When to look again: quickly at first, because mistakes show at once, then every quarter of a minute. Looking is cheap,
 * because the observatory shares one list call among all who wait, and asks AWS no more often than its budget allows,
 * however many look. Expectations play no part: an incremental snapshot takes a tenth of what the first one took, and
 * whoever looked seldom until it was due would notice it minutes late.
 *
 * <p>What a person has approved, a person waits for, step after step: it is looked at {@link #closely}. The budget is the
 * same for both; a nightly backup leaves more of it to others.
 */
final class Polling {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration CAP = Duration.ofSeconds(15);

    /** Of what it has taken so far: nobody who waits for minutes is kept much longer by us. */
    private static final int CLOSELY_PERCENT = 4;

    /** As often as the budget allows a list that has no published rate. */
    private static final Duration CLOSELY_CAP = Duration.ofSeconds(10);

    /** An answer that was asked for so lately is as good as one's own: those who wait for the same list share it. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private Polling() {}

    /**
     * The delay before the next look.
     *
     * @param looks how often it was looked since the start
     * @param seed spreads operations that began together
     */
    static Duration delay(int looks, int seed) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(looks, 10));
        return spread(doubled.compareTo(CAP) < 0 ? doubled : CAP, looks, seed);
    }

    /**
     * The delay before the next look at what a person waits for: a share of the time it has taken already, so that what
     * is noticed late is noticed late by that share, whether it takes two minutes or an hour.
     *
     * @param elapsed since the start
     * @param looks how often it was looked since
     * @param seed spreads operations that began together
     */
    static Duration closely(Duration elapsed, int looks, int seed) {
        Duration share = elapsed.multipliedBy(CLOSELY_PERCENT).dividedBy(100);
        Duration delay = share.compareTo(FIRST) < 0 ? FIRST : share.compareTo(CLOSELY_CAP) < 0 ? share : CLOSELY_CAP;
        return spread(delay, looks, seed);
    }

    /** Jitter of a tenth either way, deterministic. */
    private static Duration spread(Duration delay, int looks, int seed) {
        long permille = 900L + Math.floorMod(31 * seed + 7 * looks, 200);
        return delay.multipliedBy(permille).dividedBy(1000);
    }
}
