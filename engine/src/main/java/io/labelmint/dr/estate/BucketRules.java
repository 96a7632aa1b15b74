package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Bucket.StorageClass;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What S3 can do for a bucket, against what the file asks of it. */
final class BucketRules {
    // S3 user guide, "Transitioning objects using Amazon S3 Lifecycle": 30 days before these, and 30 days in them.
    private static final int INFREQUENT_ACCESS_DAYS = 30;

    private static final Set<StorageClass> INFREQUENT_ACCESS =
            EnumSet.of(StorageClass.STANDARD_IA, StorageClass.ONEZONE_IA);

    // S3 user guide, "Archive retrieval options", standard retrieval: 3 to 5 hours; within 12 hours.
    private static final Map<StorageClass, Duration> RETRIEVAL =
            Map.of(StorageClass.GLACIER, Duration.ofHours(5), StorageClass.DEEP_ARCHIVE, Duration.ofHours(12));

    // S3 user guide, "Meeting compliance requirements using S3 RTC": 99.99 % of objects within 15 minutes.
    private static final Duration REPLICATION_TIME = Duration.ofMinutes(15);

    /** Less than this and the sweep would delete copies that are still being looked at. */
    private static final Duration SHORTEST_TEST = Duration.ofHours(2);

    private BucketRules() {}

    static void check(Section estate, Mistakes mistakes) {
        for (Section bucket : estate.items(EstateKeys.BUCKETS)) {
            replication(bucket, mistakes);
            Optional<Duration> rto = StoreKeys.objective(bucket, StoreKeys.RTO);
            test(estate, bucket, mistakes);
            Section before = null;
            for (Section transition : bucket.items(BucketKeys.TRANSITIONS)) {
                age(transition, mistakes);
                retrieval(transition, rto, mistakes);
                if (before != null) {
                    order(before, transition, mistakes);
                }
                before = transition;
            }
        }
    }

    private static void replication(Section bucket, Mistakes mistakes) {
        if (!bucket.has(BucketKeys.REPLICA)) {
            boolean timed = bucket.get(BucketKeys.TIME_CONTROL).equals(Optional.of(true));
            mistakes.add(
                    bucket.at(timed ? BucketKeys.TIME_CONTROL : BucketKeys.BUCKET),
                    "estate.no-replica",
                    "An S3 bucket is in one region, and no replica of this one is declared"
                            + (timed ? " for replicationTimeControl to time." : "."),
                    "Add replica: " + BucketKeys.REPLICA.type().example()
                            + ", the bucket in the DR region that it replicates to.");
            return;
        }
        if (bucket.get(BucketKeys.REPLICA).equals(bucket.get(BucketKeys.BUCKET))
                && bucket.get(BucketKeys.BUCKET).isPresent()) {
            // S3 user guide, "Bucket naming rules": a name is taken in every region of its partition.
            mistakes.add(
                    bucket.at(BucketKeys.REPLICA),
                    "estate.replica-is-itself",
                    "The replica has the bucket's own name, and a bucket name exists once among all regions.",
                    "Name the bucket in the DR region, for example " + bucket.require(BucketKeys.BUCKET) + "-dr.");
        }
        StoreKeys.objective(bucket, StoreKeys.RPO)
                .filter(rpo -> rpo.compareTo(REPLICATION_TIME) < 0)
                .ifPresent(rpo -> mistakes.add(
                        bucket.section(StoreKeys.OBJECTIVES).at(StoreKeys.RPO),
                        "estate.rpo-below-replication",
                        "The rpo is " + Span.print(rpo) + ", but even with Replication Time Control S3 promises no less"
                                + " than 15m.",
                        "Write rpo: 15m or longer."));
    }

    /** The copies must live long enough to be looked at, apart from everything else, and may be deleted. */
    private static void test(Section estate, Section bucket, Mistakes mistakes) {
        Optional<Section> declared = bucket.get(BucketKeys.RESTORE).flatMap(restore -> restore.get(BucketKeys.TEST));
        if (declared.isEmpty()) {
            return;
        }
        Section test = declared.get();
        Set<String> used = new HashSet<>();
        estate.get(EstateKeys.STATE)
                .flatMap(state -> state.get(EstateKeys.STATE_BUCKET))
                .ifPresent(used::add);
        for (Section other : estate.items(EstateKeys.BUCKETS)) {
            other.get(BucketKeys.BUCKET).ifPresent(used::add);
            other.get(BucketKeys.REPLICA).ifPresent(used::add);
        }
        test.get(BucketKeys.TEST_BUCKET)
                .filter(used::contains)
                .ifPresent(name -> mistakes.add(
                        test.at(BucketKeys.TEST_BUCKET),
                        "estate.test-not-isolated",
                        "Restore tests would be made in " + name + ", which the estate uses.",
                        "Name a bucket that is for restore tests only."));
        test.get(BucketKeys.KEEP_FOR)
                .filter(span -> span.compareTo(SHORTEST_TEST) < 0)
                .ifPresent(span -> mistakes.add(
                        test.at(BucketKeys.KEEP_FOR),
                        "estate.test-too-short",
                        "Copies that may exist for " + Span.print(span) + " would be deleted while they are looked at.",
                        "Write keepFor: " + Span.print(SHORTEST_TEST) + " or more."));
        if (!bucket.has(BucketKeys.REPLICA) && test.get(BucketKeys.TEST_REGION).equals(Optional.of(Side.DR))) {
            mistakes.add(
                    test.at(BucketKeys.TEST_REGION),
                    "estate.no-replica-to-test",
                    "Restores would be tested in the DR region, and the bucket has no replica there.",
                    "Write region: primary, or declare the replica.");
        }
    }

    private static void age(Section transition, Mistakes mistakes) {
        Optional<Integer> days = transition.get(BucketKeys.AFTER_DAYS);
        Optional<StorageClass> to = transition.get(BucketKeys.STORAGE_CLASS);
        if (days.isPresent()
                && to.filter(INFREQUENT_ACCESS::contains).isPresent()
                && days.get() < INFREQUENT_ACCESS_DAYS) {
            mistakes.add(
                    transition.at(BucketKeys.AFTER_DAYS),
                    "estate.transition-too-young",
                    "S3 moves objects to " + to.get() + " after 30 days at the earliest, not after " + days.get() + ".",
                    "Write afterDays: 30 or more.");
        }
    }

    private static void retrieval(Section transition, Optional<Duration> rto, Mistakes mistakes) {
        Optional<StorageClass> to = transition.get(BucketKeys.STORAGE_CLASS);
        Optional<Duration> retrieval = to.map(RETRIEVAL::get);
        if (retrieval.isPresent()
                && rto.filter(limit -> limit.compareTo(retrieval.get()) < 0).isPresent()
                && transition.get(BucketKeys.COMPLIANCE_ONLY).equals(Optional.of(false))) {
            mistakes.add(
                    transition.at(BucketKeys.STORAGE_CLASS),
                    "estate.archive-on-recovery-path",
                    "Reading back from " + to.get() + " takes up to " + Span.print(retrieval.get())
                            + ", but the rto is " + Span.print(rto.get()) + ".",
                    "Use GLACIER_IR, or write complianceOnly: true if no recovery ever reads objects of that age.");
        }
    }

    private static void order(Section before, Section transition, Mistakes mistakes) {
        Optional<Integer> earlier = before.get(BucketKeys.AFTER_DAYS);
        Optional<Integer> later = transition.get(BucketKeys.AFTER_DAYS);
        Optional<StorageClass> from = before.get(BucketKeys.STORAGE_CLASS);
        Optional<StorageClass> to = transition.get(BucketKeys.STORAGE_CLASS);
        if (from.isPresent() && to.isPresent() && to.get().compareTo(from.get()) <= 0) {
            mistakes.add(
                    transition.at(BucketKeys.STORAGE_CLASS),
                    "estate.transition-upwards",
                    "S3 moves objects only to colder classes, and " + to.get() + " is not colder than " + from.get()
                            + ".",
                    "Order the transitions from warm to cold.");
        }
        if (from.isEmpty() || earlier.isEmpty() || later.isEmpty()) {
            return;
        }
        int least = earlier.get() + (INFREQUENT_ACCESS.contains(from.get()) ? INFREQUENT_ACCESS_DAYS : 1);
        if (later.get() < least) {
            mistakes.add(
                    transition.at(BucketKeys.AFTER_DAYS),
                    "estate.transition-too-soon",
                    "Objects reach " + from.get() + " after " + earlier.get() + " days and S3 moves them on after "
                            + least + " at the earliest, not after " + later.get() + ".",
                    "Write afterDays: " + least + " or more.");
        }
    }
}
