package io.labelmint.dr.discovery;

import io.labelmint.dr.check.ReplicationRules;
import io.labelmint.dr.estate.Regions;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.RegionBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;
import software.amazon.awssdk.services.s3.model.ReplicationTimeStatus;

/** The S3 buckets of the primary region, and where they replicate to. */
final class ReplicatedBuckets {
    private final Regions regions;
    private final Sight sight;
    private final Ids ids;
    private final List<String> here;
    private final List<String> there;
    private final List<String> uncovered = new ArrayList<>();
    private final TreeSet<String> replicas = new TreeSet<>();

    ReplicatedBuckets(Regions regions, Sight sight, Ids ids) {
        this.regions = regions;
        this.sight = sight;
        this.ids = ids;
        this.here = sight.list("buckets", new RegionBuckets(regions.primary()));
        this.there = sight.list("buckets", new RegionBuckets(regions.dr()));
    }

    /** One for each bucket that replicates into the DR region: an estate declares no others. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (String bucket : here) {
            List<ReplicationRule> rules = rules(regions.primary(), bucket);
            Optional<String> replica = there.stream()
                    .filter(name ->
                            ReplicationRules.into(name, Optional.of(rules)).isPresent())
                    .findFirst();
            if (replica.isPresent()) {
                replicas.add(replica.get());
                entries.add(entry(bucket, replica.get(), rules));
            } else {
                uncovered.add("S3 bucket " + bucket + ": " + elsewhere(rules)
                        + "; to be declared, it has to replicate into a bucket in " + regions.dr() + ".");
            }
        }
        return entries;
    }

    /** Buckets that cannot be declared; known after {@link #entries}. */
    List<String> uncovered() {
        return List.copyOf(uncovered);
    }

    /** Buckets of the DR region that are no replica of another; known after {@link #entries}. */
    List<String> otherwise() {
        return there.stream().filter(name -> !replicas.contains(name)).toList();
    }

    private Entry entry(String bucket, String replica, List<ReplicationRule> rules) {
        ReplicationRule rule =
                ReplicationRules.into(replica, Optional.of(rules)).orElseThrow();
        boolean timed = rule.destination().replicationTime() != null
                && rule.destination().replicationTime().status() == ReplicationTimeStatus.ENABLED;
        boolean back = ReplicationRules.into(bucket, Optional.of(rules(regions.dr(), replica)))
                .isPresent();
        boolean versioned = sight.read(
                        "versioning of " + bucket,
                        new BucketSetting<>(regions.primary(), bucket, BucketSetting.VERSIONING))
                .flatMap(found -> found)
                .filter(found -> found.status() == BucketVersioningStatus.ENABLED)
                .isPresent();
        Entry entry = new Entry(
                "buckets",
                ids.of(bucket, "bucket"),
                (versioned ? "versioned" : "not versioned") + ", replicates to " + replica + " in " + regions.dr()
                        + (timed ? " with" : " without") + " Replication Time Control"
                        + (back ? ", which replicates back" : ""));
        entry.with("bucket", bucket).with("replica", replica);
        if (timed) {
            entry.line("replicationTimeControl: true");
        }
        if (back) {
            entry.line("replicatesBack: true");
        }
        return entry.objectives("1h", "4h");
    }

    private List<ReplicationRule> rules(String region, String bucket) {
        return sight.read("replication of " + bucket, new BucketSetting<>(region, bucket, BucketSetting.REPLICATION))
                .flatMap(found -> found)
                .orElse(List.of());
    }

    private String elsewhere(List<ReplicationRule> rules) {
        List<String> to = rules.stream()
                .filter(rule -> rule.status() == ReplicationRuleStatus.ENABLED)
                .map(rule -> rule.destination().bucket())
                .map(arn -> arn.substring(arn.lastIndexOf(':') + 1))
                .distinct()
                .toList();
        return to.isEmpty()
                ? "it replicates nowhere"
                : "it replicates to " + String.join(", ", to) + ", which this account does not have in " + regions.dr();
    }
}
