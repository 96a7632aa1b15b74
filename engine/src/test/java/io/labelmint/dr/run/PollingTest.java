package io.labelmint.dr.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

final class PollingTest {
    @Property
    void anEndIsNoticedWithinHalfAMinuteWheneverItComes(
            @ForAll @LongRange(min = 1, max = 14_400) long end, @ForAll int seed) {
        Duration elapsed = Duration.ZERO;
        for (int looks = 0; elapsed.compareTo(Duration.ofSeconds(end)) < 0; looks++) {
            Duration delay = Polling.delay(looks, seed);
            assertThat(delay).isPositive();
            elapsed = elapsed.plus(delay);
        }
        assertThat(elapsed.minus(Duration.ofSeconds(end))).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Property
    void aLongWaitCostsFewLooks(@ForAll @LongRange(min = 3600, max = 14_400) long end, @ForAll int seed) {
        Duration elapsed = Duration.ZERO;
        int looks = 0;
        while (elapsed.compareTo(Duration.ofSeconds(end)) < 0) {
            elapsed = elapsed.plus(Polling.delay(looks++, seed));
        }
        assertThat(looks).isLessThan((int) (end / 12));
    }
}
