package io.labelmint.dr.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a lag tells of the moment a source died, and of what it took along. */
class ReachedTest {
    private static final Instant START = Instant.parse("2026-01-05T02:00:00Z");

    @Test
    void aSourceThatWritesIsNotSilentYet() {
        Reached reached = reached(lags(10, minute -> 5.0), minute(10));

        assertThat(reached.upTo()).isEqualTo(minute(9).minusSeconds(5));
        assertThat(reached.silentAt()).isEqualTo(minute(10));
    }

    @Test
    void aSourceThatDiedIsAliveToTheLastMinuteThatMovedOnAndSilentByTheNext() {
        // It died 20 s after minute 6, five seconds ahead of its replica.
        Reached reached = reached(lags(12, minute -> minute <= 6 ? 5.0 : (minute - 6) * 60.0 - 15), minute(30));

        assertThat(reached.upTo()).isEqualTo(minute(6).plusSeconds(15));
        assertThat(reached.lag()).isEqualTo(Duration.ofSeconds(5));
        assertThat(reached.silentAt()).isEqualTo(minute(8));
    }

    @Test
    void anIdleSourceSeemsToLagAndLosesNothingForIt() {
        // A segment is switched every five minutes, so the lag climbs to five minutes and falls to two seconds.
        Reached reached = reached(lags(13, minute -> 2 + minute % 5 * 60.0), minute(13));

        assertThat(reached.upTo()).isEqualTo(minute(10).minusSeconds(2));
        assertThat(reached.lag()).as("nothing was written that could be lost").isZero();
    }

    @Test
    void ofSeveralShardsTheWorstCounts() {
        SortedMap<Instant, Double> behind = lags(10, minute -> 40.0);

        assertThat(Reached.of(List.of(lags(10, minute -> 1.0), behind), minute(10))
                        .orElseThrow()
                        .upTo())
                .isEqualTo(minute(9).minusSeconds(40));
    }

    @Test
    void replicationThatIsNotActiveTellsNothing() {
        assertThat(Reached.of(List.of(lags(5, minute -> -1.0)), minute(5))).isEmpty();
        assertThat(Reached.of(List.of(), minute(5))).isEmpty();
    }

    /** Whatever the lag and whenever the source dies, what it takes along is what is expected, and below the bound. */
    @Property(tries = 500)
    void whatIsLostIsWhatIsExpectedAndBelowTheBound(
            @ForAll @IntRange(min = 600, max = 3600) int diedAt,
            @ForAll @IntRange(min = 0, max = 400) int lag,
            @ForAll @IntRange(min = 600, max = 7200) int askedAfter) {
        Instant died = START.plusSeconds(diedAt);
        Instant had = died.minusSeconds(lag);
        Instant asked = died.plusSeconds(askedAfter);
        SortedMap<Instant, Double> values = new TreeMap<>();
        for (Instant at = START; at.isBefore(asked); at = at.plusSeconds(60)) {
            Instant upTo = at.isBefore(died) ? at.minusSeconds(lag) : had;
            values.put(at, (double) Duration.between(upTo, at).toSeconds());
        }

        Reached reached = Reached.of(List.of(values), asked).orElseThrow();

        assertThat(reached.upTo()).isBetween(had.minusSeconds(1), had);
        assertThat(reached.lag().toSeconds()).isBetween((long) lag - 1, lag + 1L);
        assertThat(Duration.between(reached.upTo(), reached.silentAt()).toSeconds())
                .isGreaterThanOrEqualTo(lag - 1L);
    }

    private static Reached reached(SortedMap<Instant, Double> lags, Instant now) {
        return Reached.of(List.of(lags), now).orElseThrow();
    }

    private static SortedMap<Instant, Double> lags(int minutes, java.util.function.IntToDoubleFunction lag) {
        SortedMap<Instant, Double> values = new TreeMap<>();
        for (int minute = 0; minute < minutes; minute++) {
            values.put(minute(minute), lag.applyAsDouble(minute));
        }
        return values;
    }

    private static Instant minute(int minute) {
        return START.plusSeconds(60L * minute);
    }
}
