package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Estate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jenkins and a laptop that fail the same estate over, with clocks up to a minute wrong, cut off from the bucket, the DR
 * region and the primary region at random, paused, killed, and with answers lost: never two promotions, never two who may
 * change AWS at once, and never users on a store that is fenced or not promoted. {@code -Ddr.schedules=1000} on the command
 * line has it try so many. Unless told it tries few.
 */
class TwoRunnersTest {
    private static final long FIRST_SEED = 20261126;
    private static final int FEW = 20;

    /** Here the ledger has entries of two machines that are later by their clock than what stands after them. */
    @Test
    void whatClocksDisagreeAboutEndsAllTheSame() {
        assertThat(served(20261152)).isOne();
    }

    /** Here one goes on with a move that had stopped while the other one plans what would replace it. */
    @ParameterizedTest
    @ValueSource(longs = {20261772, 20262018})
    void whatGoesOnAgainIsNotReplaced(long seed) {
        assertThat(served(seed)).isOne();
    }

    private static int served(long seed) {
        TwoRunners.Tally tally = new TwoRunners.Tally();
        new TwoRunners(FailoverTrial.smallest(), seed, tally).run();
        return tally.served;
    }

    @Test
    void neverTwoPromotionsNorTwoLeasesNorUsersOnAStoreThatIsFenced() {
        Estate estate = FailoverTrial.smallest();
        int schedules = Integer.getInteger("dr.schedules", FEW);
        System.out.println(schedules + " partitions, seeds from " + FIRST_SEED);
        TwoRunners.Tally tally = new TwoRunners.Tally();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + schedules; seed++) {
            try {
                new TwoRunners(estate, seed, tally).run();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        System.out.println(tally);
        // Otherwise nothing was tried.
        assertThat(tally.takenOver).isGreaterThan(schedules / 4);
        assertThat(tally.stopped).isGreaterThan(schedules);
        assertThat(tally.changes).isGreaterThan(schedules * 5);
        assertThat(tally.begunByBoth).isGreaterThan(schedules / 10);
    }
}
