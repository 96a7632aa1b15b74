package io.labelmint.dr.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.Manner;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What Patroni learned about the times of a lease, held against ours. */
class LeaseLessonsTest {
    private static final Duration CALL = Manner.MUTATING.deadline();

    /** "loop_wait + 2 * retry_timeout &lt;= ttl" (Patroni, "Dynamic configuration settings"): one renewal may fail. */
    @Test
    void aLeaseOutlastsARoundAndTwoCalls() {
        assertThat(HeldLease.RENEW.plus(CALL.multipliedBy(2))).isLessThanOrEqualTo(HeldLease.TIME);
    }

    /**
     * Patroni's watchdog ends the leader five seconds before its lease is over (Patroni, "Watchdog support"). Here the holder
     * sends nothing that would not be over before, and who takes over waits a fifth longer: that much may clocks differ.
     */
    @Test
    void whoTakesOverWaitsAFifthLongerThanTheHolderMayAct() {
        assertThat(BucketLedgers.TAKING_OVER)
                .isGreaterThanOrEqualTo(HeldLease.TIME.multipliedBy(6).dividedBy(5));
    }
}
