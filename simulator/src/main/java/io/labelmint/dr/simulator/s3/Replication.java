package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DeleteBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplicationStatus;
import software.amazon.awssdk.services.s3.model.Destination;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.MetricsStatus;
import software.amazon.awssdk.services.s3.model.PutBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;
import software.amazon.awssdk.services.s3.model.ReplicationTimeStatus;

/**
 * Replication between buckets of the account. Only what is written under a rule is replicated; what was there before is
 * not, nor are replicas (user guide, "What does Amazon S3 replicate?").
 */
final class Replication {
    /** "Replicates 99.99 percent of new objects within 15 minutes": user guide, "S3 Replication Time Control". */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** The only value: API reference, ReplicationTimeValue. */
    private static final int RTC_MINUTES = 15;

    private final Buckets buckets;

    Replication(Buckets buckets) {
        this.buckets = buckets;
    }

    void declare(Operations operations) {
        operations
                .change("PutBucketReplication", PutBucketReplicationRequest.class, this::put)
                .change("DeleteBucketReplication", DeleteBucketReplicationRequest.class, this::delete)
                .read("GetBucketReplication", GetBucketReplicationRequest.class, this::get);
    }

    /** Sends {@code version}, just written to {@code source}, where the rules want it. */
    void replicate(Context context, Bucket source, StoredVersion version) {
        if (source.replication == null) {
            return;
        }
        source.replication.rules().stream()
                .filter(rule -> applies(rule, version))
                .map(rule -> rule.destination().bucket())
                .distinct()
                .forEach(destination -> send(context, source, version, destination));
    }

    private void send(Context context, Bucket source, StoredVersion version, String destination) {
        Optional<Bucket> target = find(destination);
        if (target.isEmpty()) {
            return;
        }
        String scripted =
                context.scripts().get(S3Scripts.replication(source.name)).orElse("");
        boolean fails = scripted.equals(S3Scripts.FAILS) || !target.get().isVersioned();
        Instant due = null;
        if (!fails) {
            due = context.now()
                    .plus(scripted.isEmpty() ? delay(context, version, destination) : Duration.parse(scripted));
        }
        StoredVersion.Transit transit = new StoredVersion.Transit(source.region, target.get().region, due);
        version.departures.add(transit);
        if (!fails) {
            target.get().add(version.replica(target.get().defaultEncryption(), transit));
        }
    }

    /** Mostly seconds, now and then minutes. */
    private static Duration delay(Context context, StoredVersion version, String destination) {
        double fraction = context.seed().fraction("s3-replication", destination, version.key, version.id);
        return Duration.ofSeconds(1).plusMillis((long) (Math.pow(fraction, 4) * LONGEST.toMillis() * 0.99));
    }

    private static boolean applies(ReplicationRule rule, StoredVersion version) {
        if (rule.status() != ReplicationRuleStatus.ENABLED || !version.key.startsWith(prefix(rule))) {
            return false;
        }
        // Rules of the first generation, those without a filter, replicate delete markers: "Replication configuration".
        return !version.isDeleteMarker()
                || rule.filter() == null
                || rule.deleteMarkerReplication().status() == DeleteMarkerReplicationStatus.ENABLED;
    }

    @SuppressWarnings("deprecation") // rules of the first generation are still accepted
    private static String prefix(ReplicationRule rule) {
        String prefix = rule.filter() == null ? rule.prefix() : rule.filter().prefix();
        return prefix == null ? "" : prefix;
    }

    /**
     * The rules are those of the user guide, "Requirements and considerations for replication". Sentences that people have
     * quoted: on the destination's versioning nozaq/terraform-aws-remote-state-s3-backend #107, on the event threshold
     * crossplane-contrib/provider-aws #1117. The others have no source.
     */
    private PutBucketReplicationResponse put(Context context, PutBucketReplicationRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (request.replicationConfiguration() == null
                || request.replicationConfiguration().role() == null
                || request.replicationConfiguration().rules().isEmpty()) {
            throw S3Errors.malformed();
        }
        if (!bucket.isVersioned()) {
            throw S3Errors.invalidRequest(
                    "Versioning must be 'Enabled' on the bucket to apply a replication configuration");
        }
        request.replicationConfiguration().rules().forEach(this::check);
        bucket.replication = request.replicationConfiguration();
        return PutBucketReplicationResponse.builder().build();
    }

    private void check(ReplicationRule rule) {
        if (rule.status() == null || rule.destination() == null) {
            throw S3Errors.malformed();
        }
        if (rule.filter() != null) {
            if (rule.filter().tag() != null || rule.filter().and() != null) {
                throw S3Errors.notImplemented("replication rules that filter by tags");
            }
            if (rule.deleteMarkerReplication() == null) {
                throw S3Errors.invalidRequest("DeleteMarkerReplication must be specified for this version of Cross"
                        + " Region Replication configuration schema. Please refer to S3 Developer Guide for more"
                        + " information.");
            }
        }
        Bucket target = find(rule.destination().bucket())
                .orElseThrow(() -> S3Errors.invalidRequest("Destination bucket must exist."));
        if (!target.isVersioned()) {
            throw S3Errors.invalidRequest("Destination bucket must have versioning enabled.");
        }
        checkTimeControl(rule.destination());
    }

    private static void checkTimeControl(Destination destination) {
        boolean controlled = destination.replicationTime() != null
                && destination.replicationTime().status() == ReplicationTimeStatus.ENABLED;
        boolean measured =
                destination.metrics() != null && destination.metrics().status() == MetricsStatus.ENABLED;
        if (controlled && (!measured || destination.metrics().eventThreshold() == null)) {
            throw S3Errors.invalidRequest("Metrics with an event threshold must be enabled if ReplicationTime is.");
        }
        if (controlled
                && (destination.replicationTime().time() == null
                        || destination.replicationTime().time().minutes() != RTC_MINUTES)) {
            throw S3Errors.invalidArgument("ReplicationTime must be " + RTC_MINUTES + " minutes");
        }
        if (!controlled
                && destination.metrics() != null
                && destination.metrics().eventThreshold() != null) {
            throw S3Errors.invalidArgument(
                    "Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled");
        }
    }

    private DeleteBucketReplicationResponse delete(Context context, DeleteBucketReplicationRequest request) {
        buckets.require(context, request.bucket()).replication = null;
        return DeleteBucketReplicationResponse.builder().build();
    }

    private GetBucketReplicationResponse get(Context context, GetBucketReplicationRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (bucket.replication == null) {
            throw S3Errors.of(
                    "ReplicationConfigurationNotFoundError", 404, "The replication configuration was not found");
        }
        return GetBucketReplicationResponse.builder()
                .replicationConfiguration(bucket.replication)
                .build();
    }

    private Optional<Bucket> find(String arn) {
        return Arn.parse(arn)
                .filter(parsed -> parsed.service().equals("s3"))
                .flatMap(parsed -> buckets.find(parsed.resource()));
    }
}
