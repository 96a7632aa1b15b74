package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Seed;
import java.time.Duration;

/**
 * How long RDS takes. AWS publishes no figures; these are of the order operators report, so that rehearsals take
 * neither seconds nor days, and they vary with the seed.
 */
final class RdsDurations {
    /** Of a first, full snapshot: GiB a second. */
    private static final double SNAPSHOT_RATE = 0.25;

    /** Between two regions: GiB a second. */
    private static final double COPY_RATE = 0.1;

    /** Of what a restore moves before the instance is up: GiB a second. */
    private static final double RESTORE_RATE = 1;

    /** Of a full backup while the data is still being loaded: GiB a second. */
    private static final double BACKUP_WHILE_LOADING_RATE = 0.02;

    /** How much faster transaction logs are replayed than they were written. */
    private static final long REPLAY_SPEED = 60;

    /** What changes between two snapshots of a database, as a share of its storage. */
    private static final double CHANGED = 0.05;

    private static final double SPREAD = 0.25;

    private RdsDurations() {}

    static Duration creation(Seed seed, String arn) {
        return seed.between(Duration.ofMinutes(4), Duration.ofMinutes(8), "create", arn);
    }

    static Duration modification(Seed seed, String arn, Object when) {
        return seed.between(Duration.ofMinutes(1), Duration.ofMinutes(3), "modify", arn, when);
    }

    /** "About 10 minutes": RDS user guide, "Renaming a DB instance". */
    static Duration renaming(Seed seed, String arn, Object when) {
        return seed.around(Duration.ofMinutes(10), SPREAD, "rename", arn, when);
    }

    /** Until a replica that is promoted reboots: "a few minutes", user guide, "Promoting a read replica". */
    static Duration promotion(Seed seed, String arn, Object when) {
        return seed.between(Duration.ofMinutes(2), Duration.ofMinutes(6), "promote", arn, when);
    }

    static Duration reboot(Seed seed, String arn, Object when) {
        return seed.between(Duration.ofSeconds(30), Duration.ofSeconds(90), "reboot", arn, when);
    }

    static Duration deletion(Seed seed, String arn) {
        return seed.between(Duration.ofMinutes(2), Duration.ofMinutes(5), "delete", arn);
    }

    /** Before a requested snapshot or copy begins: it reports no progress until then. */
    static Duration start(Seed seed, String arn) {
        return seed.between(Duration.ofSeconds(2), Duration.ofSeconds(20), "start", arn);
    }

    static Duration snapshot(Seed seed, String arn, int gib, boolean incremental) {
        return seed.around(moving(Duration.ofSeconds(75), gib, SNAPSHOT_RATE, incremental), SPREAD, "snapshot", arn);
    }

    static Duration firstBackup(Seed seed, String arn, int gib) {
        return snapshot(seed, "first " + arn, gib, false);
    }

    static Duration copy(Seed seed, String arn, int gib, boolean incremental) {
        return seed.around(moving(Duration.ofMinutes(3), gib, COPY_RATE, incremental), SPREAD, "copy", arn);
    }

    static Duration replica(Seed seed, String arn, int gib) {
        return seed.around(moving(Duration.ofMinutes(12), gib, COPY_RATE, false), SPREAD, "replica", arn);
    }

    /** Until a restored instance is up; its data follows as it is read, so that size hardly matters. */
    static Duration restore(Seed seed, String arn, int gib) {
        return seed.around(moving(Duration.ofMinutes(12), gib, RESTORE_RATE, false), SPREAD, "restore", arn);
    }

    /** Of the transaction logs of {@code span}. */
    static Duration replay(Seed seed, String arn, Duration span) {
        return seed.around(span.dividedBy(REPLAY_SPEED), SPREAD, "replay", arn);
    }

    /**
     * The first backup of a restored instance, during which it is {@code backing-up}: all of its data must be there first.
     * Operators report two to three hours: terraform-provider-aws #44104.
     */
    static Duration restoredBackup(Seed seed, String arn, int gib) {
        return seed.around(moving(Duration.ofHours(1), gib, BACKUP_WHILE_LOADING_RATE, false), SPREAD, "backup", arn);
    }

    private static Duration moving(Duration overhead, int gib, double rate, boolean incremental) {
        double moved = incremental ? gib * CHANGED : gib;
        return overhead.plusMillis((long) (1000 * moved / rate));
    }
}
