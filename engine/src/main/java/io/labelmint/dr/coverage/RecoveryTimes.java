package io.labelmint.dr.coverage;

import java.time.Duration;
import java.util.List;

/**
 * How long recoveries of one kind took, which is what the next one may be expected to take.
 *
 * @param sorted the durations that were measured, shortest first
 */
public record RecoveryTimes(List<Duration> sorted) {
    public RecoveryTimes {
        sorted = sorted.stream().sorted().toList();
    }

    /** How many were measured. */
    public int count() {
        return sorted.size();
    }

    /**
     * The duration that {@code percent} of them did not exceed, by nearest rank: one that was really measured.
     *
     * @throws IllegalStateException if none was measured
     */
    public Duration percentile(int percent) {
        if (sorted.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
