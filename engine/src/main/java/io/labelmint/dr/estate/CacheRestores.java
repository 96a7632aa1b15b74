package io.labelmint.dr.estate;

import java.time.Duration;
import java.util.Optional;

/**
 * How a Redis group is restored. Snapshots of ElastiCache never leave their region, so in the DR region it is restored
 * from files the snapshots are exported to.
 *
 * @param primary where in the primary region; without it, it is not restored there
 * @param dr where in the DR region; without it, it is not restored there
 * @param test how its restores are tested; without it, they are not, which is red
 * @param export where snapshots are exported to, and where the files are in the DR region
 */
public record CacheRestores(
        Optional<CachePlace> primary, Optional<CachePlace> dr, Optional<Test> test, Optional<Export> export) {

    /** No restore is declared. */
    public static final CacheRestores NONE =
            new CacheRestores(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A restore test.
     *
     * @param side the region it is made in
     * @param point which of the snapshots is restored
     * @param keepFor how long the restored group may exist; after that anybody's sweep deletes it
     * @param place where; nothing of it is shared with production
     */
    public record Test(Restores.Side side, Restores.Policy point, Duration keepFor, CachePlace place) {}

    /**
     * Files of snapshots.
     *
     * @param bucket S3 bucket in the primary region that ElastiCache writes to
     * @param drBucket S3 bucket in the DR region that the first is replicated to
     */
    public record Export(String bucket, String drBucket) {}
}
