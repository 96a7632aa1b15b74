package io.labelmint.dr.estate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a database is restored.
 *
 * @param primary where in the primary region; without it, it is not restored there
 * @param dr where in the DR region; without it, it is not restored there
 * @param test how its restores are tested; without it, they are not, which is red
 * @param masking how copies people are to use are masked, if declared
 * @param awsTesting how AWS Backup tests its restores, whose copies are validated too; without it, they are left alone
 */
public record Restores(
        Optional<RestorePlace> primary,
        Optional<RestorePlace> dr,
        Optional<Test> test,
        Optional<Masking> masking,
        Optional<AwsTesting> awsTesting) {

    /** What the identifier of every instance of a restore test begins with, and no other instance's may. */
    public static final String TEST_PREFIX = "dr-test-";

    /** No restore is declared. */
    public static final Restores NONE =
            new Restores(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A restore test.
     *
     * @param side the region it is made in
     * @param point which of the backups is restored
     * @param keepFor how long the restored instance may exist; after that anybody's sweep deletes it
     * @param place where; nothing of it is shared with production
     */
    public record Test(Side side, Policy point, Duration keepFor, RestorePlace place) {}

    /**
     * A restore testing plan of AWS Backup, which restores a recovery point of the database by itself.
     *
     * @param side the region the plan is in
     * @param plan its name
     * @param within how long ago its last test may be
     */
    public record AwsTesting(Side side, String plan, Duration within) {}

    /** One of the two regions of an estate. */
    public enum Side {
        PRIMARY,
        DR;

        /** The region it is in {@code regions}. */
        public String of(Regions regions) {
            return this == PRIMARY ? regions.primary() : regions.dr();
        }
    }

    /** Which of the backups a restore test restores. */
    public enum Policy {
        /** The latest moment there is: what a disaster would leave. */
        LATEST,
        /** Any second of the restore window, another one each time. */
        RANDOM,
        /** The oldest backup that is still promised. */
        OLDEST,
        /** One after the other of these, another one each week, so that each kind of recovery is proved within three. */
        ROTATE;

        private static final List<Policy> ROUND = List.of(LATEST, OLDEST, RANDOM);

        /** What a test made at {@code now} restores: this, or whose week it is. */
        public Policy at(Instant now) {
            if (this != ROTATE) {
                return this;
            }
            // The first day of 1970 was a Thursday, and weeks begin with a Monday.
            long week = Math.floorDiv(Math.floorDiv(now.getEpochSecond(), 86_400L) + 3, 7L);
            return ROUND.get((int) Math.floorMod(week, (long) ROUND.size()));
        }
    }
}
