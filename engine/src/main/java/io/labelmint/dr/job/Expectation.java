package io.labelmint.dr.job;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.coverage.RecoveryTimes;
import java.time.Duration;

/**
 * What a restore may be expected to take.
 *
 * @param earlier how long recoveries of the same store, of the same kind, took until it was usable
 * @param beyond estimated, of what it does and those did not; zero if it does nothing more
 */
record Expectation(RecoveryTimes earlier, Duration beyond) {

    /** What nine of ten did not exceed, and what it does beyond. */
    Duration nineOfTen() {
        return earlier.percentile(90).plus(beyond);
    }

    /** In words, with how many recoveries they rest on. */
    String words() {
        return "p50 " + Ages.words(earlier.percentile(50)) + ", p90 " + Ages.words(earlier.percentile(90)) + " of "
                + earlier.count() + " earlier recoveries"
                + (beyond.isZero() ? "" : ", and about " + Ages.words(beyond) + " for what those did not do");
    }
}
