package io.labelmint.dr.check;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleFilter;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;

/** Finds the replication rule that carries a bucket into its declared replica. */
public final class ReplicationRules {
    private ReplicationRules() {}

    static Reading<Optional<List<ReplicationRule>>> read(Estate estate, Bucket bucket, Observatory observatory) {
        return observatory.read(
                new BucketSetting<>(estate.regions().primary(), bucket.bucket(), BucketSetting.REPLICATION));
    }

    /** The enabled rule into {@code replica}; one for the whole bucket rather than one for a part of it. */
    public static Optional<ReplicationRule> into(String replica, Optional<List<ReplicationRule>> rules) {
        return rules.stream()
                .flatMap(List::stream)
                .filter(rule -> rule.status() == ReplicationRuleStatus.ENABLED)
                // The ARN of a bucket has neither region nor account, only a partition: arn:aws:s3:::name.
                .filter(rule -> rule.destination().bucket().endsWith(":::" + replica))
                .min(Comparator.comparing((ReplicationRule rule) -> !coversAll(rule))
                        .thenComparing(rule -> String.valueOf(rule.id())));
    }

    /** Whether {@code rule} replicates every object, not only those of a prefix or a tag. */
    @SuppressWarnings(
            "deprecation") // rules of the first version have a prefix of their own, and buckets have such rules
    static boolean coversAll(ReplicationRule rule) {
        ReplicationRuleFilter filter = rule.filter();
        if (filter == null) {
            return empty(rule.prefix());
        }
        return empty(filter.prefix()) && filter.tag() == null && filter.and() == null;
    }

    private static boolean empty(String prefix) {
        return prefix == null || prefix.isEmpty();
    }
}
