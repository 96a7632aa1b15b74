package io.labelmint.dr.review;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How something grew, as a straight line through what was seen of it.
 *
 * @param seen what there was, by when
 */
record Growth(SortedMap<Instant, Double> seen) {
    /** Ours: fewer values over less time make any line. */
    private static final int LEAST = 3;

    private static final Duration SHORTEST = Duration.ofDays(3);
    private static final double DAY_SECONDS = 86_400;

    Growth {
        seen = new TreeMap<>(seen);
    }

    /** How much more there is each day, by least squares; empty if there is too little to say. */
    Optional<Double> perDay() {
        if (seen.size() < LEAST
                || Duration.between(seen.firstKey(), seen.lastKey()).compareTo(SHORTEST) < 0) {
            return Optional.empty();
        }
        double meanDay = seen.keySet().stream().mapToDouble(this::day).average().orElseThrow();
        double mean = seen.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        double products = 0;
        double squares = 0;
        for (var point : seen.entrySet()) {
            double off = day(point.getKey()) - meanDay;
            products += off * (point.getValue() - mean);
            squares += off * off;
        }
        return Optional.of(products / squares);
    }

    /** How long after the last of it {@code limit} is reached, if it goes on so; empty if not known, or never. */
    Optional<Duration> until(double limit) {
        double left = limit - seen.get(seen.lastKey());
        return perDay().filter(more -> more > 0)
                .map(more -> Duration.ofSeconds((long) (Math.max(0, left) / more * DAY_SECONDS)));
    }

    private double day(Instant at) {
        return Duration.between(seen.firstKey(), at).toSeconds() / DAY_SECONDS;
    }
}
