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

    static Duration copy(Seed seed, String arn, int gib, boolean incremental) {
        return seed.around(moving(Duration.ofMinutes(3), gib, COPY_RATE, incremental), SPREAD, "copy", arn);
    }

    static Duration replica(Seed seed, String arn, int gib) {
        return seed.around(moving(Duration.ofMinutes(12), gib, COPY_RATE, false), SPREAD, "replica", arn);
    }

    private static Duration moving(Duration overhead, int gib, double rate, boolean incremental) {
        double moved = incremental ? gib * CHANGED : gib;
        return overhead.plusMillis((long) (1000 * moved / rate));
    }
}
