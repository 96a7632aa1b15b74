package io.labelmint.dr.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How growth is told from what was seen, and when it is not known. */
class GrowthTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T02:00:00Z");

    @Test
    void aSteadyGrowthReachesItsLimitWhenItSays() {
        Growth growth = growth(10, 12, 14, 16, 18);

        assertThat(growth.perDay().orElseThrow()).isCloseTo(2, within(1e-9));
        assertThat(growth.until(28)).contains(Duration.ofDays(5));
    }

    @Test
    void noiseDoesNotHideTheSlope() {
        assertThat(growth(10, 13, 13, 17, 17, 21, 21).perDay().orElseThrow()).isCloseTo(1.86, within(0.05));
    }

    @Test
    void whatIsThereAlreadyIsReachedNow() {
        assertThat(growth(10, 12, 14, 16, 18).until(15)).contains(Duration.ZERO);
    }

    @Test
    void whatShrinksOrStaysReachesNothing() {
        assertThat(growth(10, 10, 10, 10).until(20)).isEmpty();
        assertThat(growth(10, 9, 8, 7).until(20)).isEmpty();
    }

    @Test
    void twoValuesOrTwoDaysAreNoGrowth() {
        assertThat(growth(10, 20).perDay()).isEmpty();
        assertThat(growth(10, 20, 30).perDay()).as("within two days").isEmpty();
        assertThat(growth(10, 20, 30, 40).perDay()).isPresent();
    }

    private static Growth growth(double... daily) {
        SortedMap<Instant, Double> seen = new TreeMap<>();
        for (int day = 0; day < daily.length; day++) {
            seen.put(BEGIN.plus(Duration.ofDays(day)), daily[day]);
        }
        return new Growth(seen);
    }
}
