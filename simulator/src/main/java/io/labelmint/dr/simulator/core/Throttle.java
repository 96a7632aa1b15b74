package io.labelmint.dr.simulator.core;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The token buckets in front of the services; they fill with virtual time. */
final class Throttle {
    private final Map<String, Bucket> buckets = new HashMap<>();

    /** Takes a token of each of {@code rates} if all have one. */
    boolean admits(Instant now, String region, String service, List<Rate> rates) {
        List<Bucket> asked = rates.stream()
                .map(rate -> filled(now, region + "/" + service + "/" + rate.bucket(), rate))
                .toList();
        if (asked.stream().anyMatch(bucket -> bucket.tokens < 1)) {
            return false;
        }
        asked.forEach(bucket -> bucket.tokens -= 1);
        return true;
    }

    private Bucket filled(Instant now, String name, Rate rate) {
        Bucket bucket = buckets.computeIfAbsent(name, fresh -> new Bucket(rate.burst(), now));
        double filled = bucket.tokens
                + rate.perSecond() * Duration.between(bucket.at, now).toNanos() / 1e9;
        bucket.tokens = Math.min(rate.burst(), filled);
        bucket.at = now;
        return bucket;
    }

    private static final class Bucket {
        private double tokens;
        private Instant at;

        private Bucket(double tokens, Instant at) {
            this.tokens = tokens;
            this.at = at;
        }
    }
}
