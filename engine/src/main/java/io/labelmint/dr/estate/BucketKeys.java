package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Bucket.StorageClass;
import io.labelmint.dr.estate.Bucket.Transition;
import io.labelmint.dr.estate.yaml.Choice;
import io.labelmint.dr.estate.yaml.Flag;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.WholeNumber;
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

    static final Mapping TYPE = Mapping.of(
            StoreKeys.ID.like(Words.ID.like("assets")),
            BUCKET,
            REPLICA,
            TIME_CONTROL,
            TRANSITIONS,
            StoreKeys.OBJECTIVES);

    private BucketKeys() {}

    static Bucket build(Section bucket) {
        return new Bucket(
                bucket.require(StoreKeys.ID),
                bucket.require(BUCKET),
                bucket.get(REPLICA),
                bucket.require(TIME_CONTROL),
                bucket.items(TRANSITIONS).stream()
                        .map(transition -> new Transition(
                                transition.require(AFTER_DAYS),
                                transition.require(STORAGE_CLASS),
                                transition.require(COMPLIANCE_ONLY)))
                        .toList(),
                StoreKeys.objectives(bucket));
    }
}
