package io.labelmint.dr.observatory;

import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps each API under its rate, per region, with a token bucket. Pages are known only afterwards, so a bucket may go
 * into debt and the next question waits longer; a throttled answer empties the bucket and doubles the wait each time.
 */
final class RequestBudget {
    private static final Duration FIRST_PENALTY = Duration.ofSeconds(5);
    private static final Duration LONGEST_PENALTY = Duration.ofMinutes(2);

    private final Timeline timeline;
    private final double scale;
    private final Map<String, Bucket> buckets = new HashMap<>();

    RequestBudget(Timeline timeline, double scale) {
        this.timeline = timeline;
        this.scale = scale;
    }

    /** Throws unless a call is allowed now. */
    synchronized void demand(Api api, String region) {
        Bucket bucket = bucket(api, region);
        Instant now = timeline.now();
        bucket.refill(now);
        if (now.isBefore(bucket.notBefore)) {
            throw new Postponed(bucket.notBefore);
        }
        if (bucket.tokens < 1) {
            long wait = (long) Math.ceil((1 - bucket.tokens) * bucket.every.toNanos());
            throw new Postponed(now.plusNanos(Math.max(1, wait)));
        }
    }

    synchronized void spend(Api api, String region) {
        Bucket bucket = bucket(api, region);
        bucket.refill(timeline.now());
        bucket.tokens -= 1;
    }

    synchronized void answered(Api api, String region) {
        bucket(api, region).penalty = Duration.ZERO;
    }

    /** AWS said "too fast": when to ask again. */
    synchronized Instant throttled(Api api, String region) {
        Bucket bucket = bucket(api, region);
        Duration doubled = bucket.penalty.isZero() ? FIRST_PENALTY : bucket.penalty.multipliedBy(2);
        bucket.penalty = doubled.compareTo(LONGEST_PENALTY) > 0 ? LONGEST_PENALTY : doubled;
        bucket.notBefore = timeline.now().plus(bucket.penalty);
        bucket.tokens = Math.min(bucket.tokens, 0);
        return bucket.notBefore;
    }

    private Bucket bucket(Api api, String region) {
        return buckets.computeIfAbsent(region + " " + api.bucket(), key -> new Bucket(api, scale, timeline.now()));
    }

    private static final class Bucket {
        private final Duration every;
        private final int burst;
        private double tokens;
        private Instant filled;
        private Instant notBefore = Instant.MIN;
        private Duration penalty = Duration.ZERO;

        Bucket(Api api, double scale, Instant now) {
            this.every = Duration.ofNanos((long) Math.ceil(api.every().toNanos() / scale));
            this.burst = Math.max(1, (int) Math.floor(api.burst() * Math.min(1, scale)));
            this.tokens = burst;
            this.filled = now;
        }

        void refill(Instant now) {
            // A clock that was set back gives nothing, and takes nothing away.
            long passed = Math.max(0, Duration.between(filled, now).toNanos());
            tokens = Math.min(burst, tokens + passed / (double) every.toNanos());
            filled = now;
        }
    }
}
