package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Seed;
import java.time.Duration;

/**
 * How long ElastiCache takes. AWS publishes no figures; these are of the order operators report, so that rehearsals
 * take neither seconds nor days, and they vary with the seed.
 */
final class ElastiCacheDurations {
    /** From memory to S3: MB a second. */
    private static final double SNAPSHOT_RATE = 10;

    private static final double SPREAD = 0.25;

    private ElastiCacheDurations() {}

    static Duration creation(Seed seed, String arn) {
        return seed.between(Duration.ofMinutes(6), Duration.ofMinutes(12), "create", arn);
    }

    /** Of a replication group with a global datastore, as its primary or as a new secondary. */
    static Duration association(Seed seed, String arn) {
        return seed.between(Duration.ofMinutes(4), Duration.ofMinutes(10), "associate", arn);
    }

    /** Of a secondary of a global datastore: about a minute (AWS workshop "ElastiCache Global Datastore"). */
    static Duration promotion(Seed seed, String arn, Object when) {
        return seed.between(Duration.ofSeconds(30), Duration.ofSeconds(90), "promote", arn, when);
    }

    /** Before a requested snapshot begins. */
    static Duration start(Seed seed, String arn) {
        return seed.between(Duration.ofSeconds(5), Duration.ofSeconds(30), "start", arn);
    }

    static Duration snapshot(Seed seed, String arn, long megabytes) {
        Duration moving = Duration.ofSeconds(90).plusMillis((long) (1000 * megabytes / SNAPSHOT_RATE));
        return seed.around(moving, SPREAD, "snapshot", arn);
    }

    /** Of a replication group with its nodes. */
    static Duration groupDeletion(Seed seed, String arn) {
        return seed.between(Duration.ofMinutes(3), Duration.ofMinutes(8), "delete", arn);
    }

    static Duration deletion(Seed seed, String arn) {
        return seed.between(Duration.ofSeconds(10), Duration.ofSeconds(60), "delete", arn);
    }
}
