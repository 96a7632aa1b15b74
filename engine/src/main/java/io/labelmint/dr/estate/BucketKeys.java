package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Bucket.Comparison;
import io.labelmint.dr.estate.Bucket.Point;
import io.labelmint.dr.estate.Bucket.RestoreTest;
import io.labelmint.dr.estate.Bucket.StorageClass;
import io.labelmint.dr.estate.Bucket.Transition;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.estate.yaml.Choice;
import io.labelmint.dr.estate.yaml.Flag;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import io.labelmint.dr.estate.yaml.WholeNumber;
import java.time.Duration;
import java.util.List;

/** The keys of an S3 bucket. */
final class BucketKeys {
    static final Key<String> BUCKET = Key.required("bucket", Words.BUCKET, "Bucket name in the primary region.");
    static final Key<String> REPLICA = Key.optional(
            "replica",
            Words.BUCKET.like("labelmint-production-assets-dr"),
            "Name of the bucket in the DR region that it replicates to.");
    static final Key<Boolean> TIME_CONTROL = Key.defaulted(
            "replicationTimeControl",
            new Flag(),
            false,
            "Whether replication must run with S3 Replication Time Control: 99.99 % of new objects within 15 minutes.");

    static final Key<Boolean> REPLICATES_BACK = Key.defaulted(
            "replicatesBack",
            new Flag(),
            false,
            "Whether the replica replicates back into the bucket, with metrics, so that a failback loses no object.");

    static final Key<Integer> AFTER_DAYS =
            Key.required("afterDays", WholeNumber.between(0, 36_500), "Age in days at which objects move.");
    static final Key<StorageClass> STORAGE_CLASS =
            Key.required("storageClass", Choice.verbatim(StorageClass.class), "Where they move to.");
    static final Key<Boolean> COMPLIANCE_ONLY = Key.defaulted(
            "complianceOnly",
            new Flag(),
            false,
            "Whether objects of that age are kept for auditors only and no recovery reads them.");
    static final Key<List<Listed<Section>>> TRANSITIONS = Key.list(
            "transitions",
            Mapping.of(AFTER_DAYS, STORAGE_CLASS, COMPLIANCE_ONLY),
            "Storage classes objects move to, youngest first.");

    static final Key<Side> TEST_REGION = Key.defaulted(
            "region",
            Choice.of(Side.class),
            Side.DR,
            "The region restores are tested in, from the bucket that is there.");
    static final Key<String> TEST_BUCKET = Key.required(
            "bucket",
            Words.BUCKET.like("labelmint-restore-tests"),
            "Bucket in that region into which objects are restored for tests, and nothing else is put.");
    static final Key<String> TEST_PREFIX = Key.defaulted(
            "prefix", Words.KEY_PREFIX, "", "What the keys of the tested objects begin with; left out, all of them.");
    static final Key<Point> POINT =
            Key.defaulted("point", Choice.of(Point.class), Point.LATEST, "The moment the objects are restored to.");
    static final Key<Integer> TEST_OBJECTS =
            Key.defaulted("objects", WholeNumber.between(1, 1000), 100, "How many objects are restored.");
    static final Key<Duration> KEEP_FOR = Key.defaulted(
            "keepFor",
            Span.SPAN,
            Duration.ofHours(24),
            "How long the copies may exist; a sweep deletes them after that, whatever happened.");
    static final Key<Section> TEST = Key.optional(
            "test",
            Mapping.of(TEST_REGION, TEST_BUCKET, TEST_PREFIX, POINT, TEST_OBJECTS, KEEP_FOR),
            "The weekly restore test: some objects, copied into a bucket for tests, looked at, and deleted.");
    static final Key<Section> RESTORE = Key.optional(
            "restore", Mapping.of(TEST), "How restores of it are tested; a bucket whose restore is not tested is red.");

    static final Key<Integer> COMPARED = Key.defaulted(
            "keys", WholeNumber.between(1, 1000), 200, "How many keys are compared, with all their versions.");
    static final Key<Duration> ALLOWANCE = Key.defaulted(
            "allowance",
            Span.SPAN,
            Duration.ofMinutes(15),
            "What was written later than that ago may be missing in the replica.");
    static final Key<Section> VALIDATION = Key.optional(
            "validation",
            Mapping.of(COMPARED, ALLOWANCE),
            "How its versions are compared with those of the replica when restores are tested.");

    static final Mapping TYPE = Mapping.of(
            StoreKeys.ID.like(Words.ID.like("assets")),
            BUCKET,
            REPLICA,
            TIME_CONTROL,
            REPLICATES_BACK,
            TRANSITIONS,
            RESTORE,
            VALIDATION,
            StoreKeys.OBJECTIVES);

    private BucketKeys() {}

    static Bucket build(Section bucket) {
        return new Bucket(
                bucket.require(StoreKeys.ID),
                bucket.require(BUCKET),
                bucket.get(REPLICA),
                bucket.require(TIME_CONTROL),
                bucket.require(REPLICATES_BACK),
                bucket.items(TRANSITIONS).stream()
                        .map(transition -> new Transition(
                                transition.require(AFTER_DAYS),
                                transition.require(STORAGE_CLASS),
                                transition.require(COMPLIANCE_ONLY)))
                        .toList(),
                bucket.get(RESTORE).flatMap(restore -> restore.get(TEST)).map(BucketKeys::test),
                bucket.get(VALIDATION)
                        .map(validation -> new Comparison(validation.require(COMPARED), validation.require(ALLOWANCE))),
                StoreKeys.objectives(bucket));
    }

    private static RestoreTest test(Section test) {
        return new RestoreTest(
                test.require(TEST_REGION),
                test.require(TEST_BUCKET),
                test.require(TEST_PREFIX),
                test.require(POINT),
                test.require(TEST_OBJECTS),
                test.require(KEEP_FOR));
    }
}
