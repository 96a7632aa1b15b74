package io.labelmint.dr.estate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An S3 bucket.
 *
 * @param id the name people use
 * @param bucket bucket name in the primary region
 * @param replica bucket name in the DR region that it replicates to, if declared
 * @param replicationTimeControl whether replication must run with S3 Replication Time Control
 * @param replicatesBack whether the replica replicates back into the bucket
 * @param transitions storage classes objects move to, by age
 * @param restoreTest how restores of it are tested; without it, they are not, which is red
 * @param comparison how it is compared with its replica when that is done
 * @param objectives what may be lost
 */
public record Bucket(
        String id,
        String bucket,
        Optional<String> replica,
        boolean replicationTimeControl,
        boolean replicatesBack,
        List<Transition> transitions,
        Optional<RestoreTest> restoreTest,
        Optional<Comparison> comparison,
        Objectives objectives)
        implements Store {

    public Bucket {
        transitions = List.copyOf(transitions);
    }

    @Override
    public String kind() {
        return "buckets";
    }

    /** What the keys of every object of a restore test begin with; nothing else may be kept there. */
    public static final String TEST_PREFIX = "dr-test/";

    /**
     * A restore test: some objects are copied into a bucket for tests, looked at, and deleted.
     *
     * @param side the region it is made in, from the bucket that is there
     * @param bucket the bucket for tests, in that region
     * @param prefix what the keys of the tested objects begin with
     * @param point the moment the objects are restored to
     * @param objects how many of them
     * @param keepFor how long the copies may exist; after that anybody's sweep deletes them
     */
    public record RestoreTest(
            Restores.Side side, String bucket, String prefix, Point point, int objects, Duration keepFor) {}

    /** The moment objects are restored to in a test. */
    public enum Point {
        /** What there was a minute ago. */
        LATEST,
        /** Any second of the days what was overwritten or deleted is kept for. */
        RANDOM
    }

    /**
     * How the versions of some keys are compared with those in the replica.
     *
     * @param keys how many keys
     * @param allowance what was written later than that ago may be missing
     */
    public record Comparison(int keys, Duration allowance) {}

    /**
     * One step of the lifecycle.
     *
     * @param afterDays age in days
     * @param storageClass where objects of that age go
     * @param complianceOnly whether objects of that age are kept for auditors only and no recovery reads them
     */
    public record Transition(int afterDays, StorageClass storageClass, boolean complianceOnly) {}

    /** Storage classes objects may move to, warmest first: S3 moves objects down this list only. */
    public enum StorageClass {
        STANDARD_IA,
        INTELLIGENT_TIERING,
        ONEZONE_IA,
        GLACIER_IR,
        GLACIER,
        DEEP_ARCHIVE
    }
}
