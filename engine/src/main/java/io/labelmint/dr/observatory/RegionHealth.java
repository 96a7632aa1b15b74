package io.labelmint.dr.observatory;

import io.labelmint.dr.Problem;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Knows which regions are dark. After two missed deadlines in a row a region is dark: it is not asked any more, but for
 * one try a minute, so that a region that hangs costs seconds and not a deadline per question.
 */
public final class RegionHealth {
    private static final int MISSES = 2;
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    private final Timeline timeline;
    private final Map<String, Integer> misses = new HashMap<>();
    private final Map<String, Instant> nextTry = new HashMap<>();

    public RegionHealth(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Why {@code region} is not asked now; empty if it is. */
    public synchronized Optional<Problem> dark(String region) {
        if (misses.getOrDefault(region, 0) < MISSES || !timeline.now().isBefore(nextTry.get(region))) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                        "region.dark",
                        "Region " + region + " does not answer: " + misses.get(region)
                                + " requests in a row missed their deadline.",
                        "Look at the AWS Health Dashboard for " + region + "; if it is lost, work from the DR region.")
                .with("region", region)
                .with("missed", misses.get(region)));
    }

    /** The region answered, whatever it answered. */
    public synchronized void answered(String region) {
        misses.remove(region);
    }

    /** A request to the region missed its deadline or never reached it. */
    public synchronized void missed(String region) {
        misses.merge(region, 1, Integer::sum);
        nextTry.put(region, timeline.now().plus(TRY_AGAIN));
    }
}
