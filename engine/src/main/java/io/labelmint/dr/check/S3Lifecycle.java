package io.labelmint.dr.check;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Bucket.StorageClass;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionExpiration;
import software.amazon.awssdk.services.s3.model.Transition;

/**
 * Does the lifecycle of each bucket and its replica do what was declared, and nothing that loses data? Lifecycles are not
 * replicated, so each side has its own.
 *
 * <p>Objects of a bucket are kept as long as the longest-kept backup (retention.monthlyDays); whatever expires current
 * objects sooner is wrong, whichever prefix it is for, because nothing declares a prefix as disposable. What was
 * overwritten or deleted can be had back for as long as the backup of an ordinary day (retention.dailyDays).
 */
public final class S3Lifecycle implements Check {
    /** Classes that take hours to read back (S3 User Guide, "Archive retrieval options"). */
    private static final Set<String> SLOW = Set.of(StorageClass.GLACIER.name(), StorageClass.DEEP_ARCHIVE.name());

    @Override
    public String id() {
        return "s3.lifecycle";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.buckets().stream()
                .map(bucket -> finding(estate, bucket, observatory))
                .toList();
    }

    private Finding finding(Estate estate, Bucket bucket, Observatory observatory) {
        int keep = estate.retention().monthlyDays();
        int keepNoncurrent = estate.retention().dailyDays();
        String objective = "objects kept " + keep + " days, overwritten and deleted ones " + keepNoncurrent;
        Assessment assessment = new Assessment(new Look(id(), bucket.id(), objective, Controls.BACKUP));
        BucketSides.each(assessment, estate, bucket, observatory, BucketSetting.LIFECYCLE, (side, configured) -> {
            List<LifecycleRule> rules = configured.orElse(List.of()).stream()
                    .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
                    .toList();
            assessment.fact(side.region() + ".enabledRules", rules.size());
            bucket.transitions().forEach(declared -> present(assessment, side, declared, rules));
            for (LifecycleRule rule : rules) {
                slow(assessment, side, bucket, rule);
                expiration(assessment, side, rule, keep);
                noncurrent(assessment, side, rule, keepNoncurrent);
            }
        });
        return assessment.conclude("The lifecycle of " + bucket.bucket() + " is as declared on every side.");
    }

    private static void present(
            Assessment assessment, BucketSides.Side side, Bucket.Transition declared, List<LifecycleRule> rules) {
        boolean present = rules.stream()
                .filter(S3Lifecycle::coversAll)
                .flatMap(rule -> rule.transitions().stream())
                .anyMatch(transition -> matches(declared, transition));
        if (!present) {
            assessment.wrong(
                    "No rule for all of " + side + " moves objects to " + declared.storageClass() + " after "
                            + declared.afterDays() + " days.",
                    "Add the transition to the bucket's lifecycle, or remove it from the estate file.");
        }
    }

    /** An undeclared way into an archive would make recovery wait for hours. */
    private static void slow(Assessment assessment, BucketSides.Side side, Bucket bucket, LifecycleRule rule) {
        rule.transitions().stream()
                .filter(transition -> SLOW.contains(transition.storageClassAsString()))
                .filter(transition ->
                        bucket.transitions().stream().noneMatch(declared -> matches(declared, transition)))
                .forEach(transition -> assessment.wrong(
                        "Rule " + rule.id() + " of " + side + " moves objects to "
                                + transition.storageClassAsString() + " after " + transition.days()
                                + " days, which is not declared and takes hours to read back.",
                        "Declare it if no recovery needs those objects, or remove it from the lifecycle."));
    }

    private static void expiration(Assessment assessment, BucketSides.Side side, LifecycleRule rule, int keep) {
        var expiration = rule.expiration();
        if (expiration == null || (expiration.days() == null && expiration.date() == null)) {
            return; // none, or one of delete markers that hide nothing any more
        }
        if (expiration.days() == null || expiration.days() < keep) {
            assessment.wrong(
                    "Rule " + rule.id() + " of " + side + " expires current objects "
                            + (expiration.days() == null
                                    ? "on " + expiration.date()
                                    : "after " + expiration.days() + " days")
                            + ", and they are to be kept " + keep + ".",
                    "Remove the expiration, or lengthen it to " + keep + " days.");
        }
    }

    private static void noncurrent(Assessment assessment, BucketSides.Side side, LifecycleRule rule, int keep) {
        NoncurrentVersionExpiration expiration = rule.noncurrentVersionExpiration();
        if (expiration == null || expiration.noncurrentDays() == null) {
            return;
        }
        assessment.fact(side.region() + ".noncurrentDays", expiration.noncurrentDays());
        assessment.fact(side.region() + ".newerNoncurrentVersions", expiration.newerNoncurrentVersions());
        if (expiration.noncurrentDays() < keep) {
            assessment.wrong(
                    "Rule " + rule.id() + " of " + side + " removes what was overwritten or deleted after "
                            + expiration.noncurrentDays() + " days, and it is to be kept " + keep + ".",
                    "Lengthen noncurrentDays to " + keep + ".");
        }
    }

    private static boolean matches(Bucket.Transition declared, Transition transition) {
        return declared.storageClass().name().equals(transition.storageClassAsString())
                && transition.days() != null
                && transition.days() == declared.afterDays();
    }

    @SuppressWarnings(
            "deprecation") // rules of the first version have a prefix of their own, and buckets have such rules
    private static boolean coversAll(LifecycleRule rule) {
        LifecycleRuleFilter filter = rule.filter();
        if (filter == null) {
            return empty(rule.prefix());
        }
        return empty(filter.prefix())
                && filter.tag() == null
                && filter.and() == null
                && filter.objectSizeGreaterThan() == null
                && filter.objectSizeLessThan() == null;
    }

    private static boolean empty(String prefix) {
        return prefix == null || prefix.isEmpty();
    }
}
