package io.labelmint.dr.validation;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Bucket.Comparison;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.KeyAt;
import io.labelmint.dr.observatory.KeySurvey;
import io.labelmint.dr.observatory.KeyVersions;
import io.labelmint.dr.observatory.ObjectEntry;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.restore.BucketRestorePlanner;
import io.labelmint.dr.restore.KeySurveys;
import io.labelmint.dr.restore.ObjectPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;

/**
 * Compares all versions of some keys of a bucket with those in its replica, by version id, which replication keeps ("What
 * does Amazon S3 replicate?" in the User Guide). What was written a moment ago may still be on its way.
 */
final class ReplicaComparison {
    /** Lifecycles act once a day, and not on both sides at the same hour. */
    private static final Duration EXPIRING = Duration.ofDays(2);

    private final BucketValidation validation;
    private final String seed;
    private final Comparison declared;
    private final String replica;
    private final Instant settled;

    private final TreeSet<String> keysWithout = new TreeSet<>();
    private final TreeSet<String> keysOutdated = new TreeSet<>();
    private long versions;
    private long missing;
    private long markers;
    private long markersMissing;
    private long objects;
    private long bytes;
    private long outdated;
    private long replicaBytes;

    /**
     * A comparison.
     *
     * @param seed which keys are chosen
     */
    ReplicaComparison(BucketValidation validation, String seed) {
        this.validation = validation;
        this.seed = seed;
        this.declared = validation.bucket().comparison().orElseThrow();
        this.replica = validation.bucket().replica().orElseThrow();
        this.settled = validation.now().minus(declared.allowance());
    }

    /**
     * What it finds.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    List<Finding> findings(Look ofVersions, Look ofMarkers, Look ofReplica) {
        String primary = validation.estate().regions().primary();
        String dr = validation.estate().regions().dr();
        String bucket = validation.bucket().bucket();
        boolean markersReplicate = markersReplicate(primary, bucket);
        Optional<Instant> expiring = noncurrentDays(dr, replica).stream()
                .mapToObj(days -> validation.now().minus(Duration.ofDays(days)).plus(EXPIRING))
                .findFirst();
        List<KeyAt> keys = new KeySurveys(
                        validation.observatory(),
                        new ObjectPlace(primary, bucket, ""),
                        settled,
                        declared.keys(),
                        KeySurvey.Choice.ANY,
                        seed)
                .chosen();
        for (KeyAt key : keys) {
            List<ObjectEntry> here = validation
                    .observatory()
                    .read(new KeyVersions(primary, bucket, key.key()))
                    .orElseThrow();
            List<ObjectEntry> there = validation
                    .observatory()
                    .read(new KeyVersions(dr, replica, key.key()))
                    .orElseThrow();
            compare(key.key(), here, there, markersReplicate, expiring);
        }
        return List.of(
                versions(ofVersions, keys.size()),
                markers(ofMarkers, markersReplicate),
                replica(ofReplica, keys.size()));
    }

    private void compare(
            String key,
            List<ObjectEntry> here,
            List<ObjectEntry> there,
            boolean markersReplicate,
            Optional<Instant> expiring) {
        Optional<ObjectEntry> currentThere =
                there.stream().filter(ObjectEntry::latest).findFirst();
        for (ObjectEntry entry : here) {
            if (entry.modified().isAfter(settled) || isExpiring(entry, here, expiring)) {
                continue;
            }
            boolean found = there.stream()
                    .anyMatch(other -> other.versionId().equals(entry.versionId()) && other.marker() == entry.marker());
            if (!entry.marker()) {
                versions++;
                missing += found ? 0 : 1;
                if (!found) {
                    keysWithout.add(key);
                }
            } else if (markersReplicate) {
                markers++;
                // A lifecycle deletes on each side by itself; such markers are not replicated.
                boolean deleted = found
                        || (entry.latest()
                                && currentThere.filter(ObjectEntry::marker).isPresent());
                markersMissing += deleted ? 0 : 1;
            }
            if (entry.latest() && !entry.marker()) {
                objects++;
                bytes += entry.size();
                boolean same = currentThere
                        .filter(other -> other.versionId().equals(entry.versionId()))
                        .isPresent();
                replicaBytes += same ? currentThere.orElseThrow().size() : 0;
                outdated += same ? 0 : 1;
                if (!same) {
                    keysOutdated.add(key);
                }
            }
        }
    }

    /** Whether a lifecycle may have removed it on one side and not yet on the other. */
    private static boolean isExpiring(ObjectEntry entry, List<ObjectEntry> all, Optional<Instant> expiring) {
        if (entry.latest() || expiring.isEmpty()) {
            return false;
        }
        // It became noncurrent when the next one was written.
        return all.stream()
                .filter(other -> !other.equals(entry) && !other.modified().isBefore(entry.modified()))
                .map(ObjectEntry::modified)
                .min(Instant::compareTo)
                .filter(superseded -> superseded.isBefore(expiring.get()))
                .isPresent();
    }

    private boolean markersReplicate(String region, String bucket) {
        List<ReplicationRule> rules = validation
                .observatory()
                .read(new BucketSetting<>(region, bucket, BucketSetting.REPLICATION))
                .orElseThrow()
                .orElse(List.of());
        return rules.stream()
                .filter(rule -> rule.status() == ReplicationRuleStatus.ENABLED)
                .filter(rule -> rule.destination().bucket().endsWith(":::" + replica))
                .anyMatch(BucketRestorePlanner::replicatesMarkers);
    }

    private OptionalInt noncurrentDays(String region, String bucket) {
        List<LifecycleRule> rules = validation
                .observatory()
                .read(new BucketSetting<>(region, bucket, BucketSetting.LIFECYCLE))
                .orElseThrow()
                .orElse(List.of());
        return rules.stream()
                .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
                .map(LifecycleRule::noncurrentVersionExpiration)
                .filter(expiration -> expiration != null && expiration.noncurrentDays() != null)
                .mapToInt(expiration -> expiration.noncurrentDays())
                .min();
    }

    private Finding versions(Look look, int keys) {
        Facts facts = Facts.of(
                "keys", keys,
                "versions", versions,
                "missing", missing,
                "keysSha256", hash(keysWithout));
        return missing == 0
                ? look.passed(
                        "All " + versions + " versions of " + keys + " sampled keys that are older than "
                                + Ages.words(declared.allowance()) + " are in " + replica + ".",
                        facts)
                : look.failed(
                        missing + " of " + versions + " versions of " + keys + " sampled keys are not in " + replica
                                + ", and are older than " + Ages.words(declared.allowance()) + ".",
                        "Run S3 Batch Replication for what was there before the rule or failed; find out in CloudTrail who"
                                + " deletes versions in the replica.",
                        facts);
    }

    private Finding markers(Look look, boolean replicate) {
        Facts facts = Facts.of("replicated", replicate, "markers", markers, "missing", markersMissing);
        if (!replicate) {
            return look.passed("No rule into " + replica + " replicates delete markers, so none is expected.", facts);
        }
        return markersMissing == 0
                ? look.passed("All " + markers + " delete markers of the sampled keys are in " + replica + ".", facts)
                : look.failed(
                        markersMissing + " of " + markers + " delete markers of the sampled keys are not in " + replica
                                + ": what was deleted is still there.",
                        "Delete those objects in the replica too: S3 does not replicate a marker a second time.",
                        facts);
    }

    private Finding replica(Look look, int keys) {
        Facts facts = Facts.of(
                "keys", keys,
                "objects", objects,
                "bytes", bytes,
                "replicaObjects", objects - outdated,
                "replicaBytes", replicaBytes,
                "outdated", outdated,
                "keysSha256", hash(keysOutdated));
        return outdated == 0
                ? look.passed(
                        objects + " sampled objects (" + bytes + " bytes) are the same in " + replica + ".", facts)
                : look.failed(
                        outdated + " of " + objects + " sampled objects are missing or older in " + replica
                                + " than what was written before " + settled + ".",
                        "See the replication status of the objects and s3.replication-backlog; run S3 Batch Replication"
                                + " for what failed.",
                        facts);
    }

    /** Of the names, which findings do not carry; null if there are none. */
    private static String hash(SortedSet<String> keys) {
        return keys.isEmpty() ? null : Json.sha256(String.join("\n", keys));
    }
}
