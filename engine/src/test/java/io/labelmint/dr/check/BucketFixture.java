package io.labelmint.dr.check;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.FakeObservatory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.Transition;

/** The bucket of the example estate and its replica, in order until a test changes something. */
final class BucketFixture {
    static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    static final String SOURCE = "labelmint-production-assets";
    static final String REPLICA = "labelmint-production-assets-dr";

    final Estate estate = LabelMint.production();
    final FakeObservatory observatory = new FakeObservatory();

    BucketFixture() {
        both(
                BucketSetting.VERSIONING,
                GetBucketVersioningResponse.builder().status("Enabled").build());
        both(
                BucketSetting.ENCRYPTION,
                ServerSideEncryptionByDefault.builder()
                        .sseAlgorithm(ServerSideEncryption.AES256)
                        .build());
        both(
                BucketSetting.PUBLIC_ACCESS_BLOCK,
                PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(true)
                        .ignorePublicAcls(true)
                        .blockPublicPolicy(true)
                        .restrictPublicBuckets(true)
                        .build());
        both(BucketSetting.LIFECYCLE, List.of(declared()));
        source(BucketSetting.REPLICATION, List.of(rule(all -> {})));
    }

    /** The transitions the estate declares, and noncurrent versions kept as long as they must be. */
    static LifecycleRule declared() {
        return LifecycleRule.builder()
                .id("declared")
                .status(ExpirationStatus.ENABLED)
                .filter(all -> all.prefix(""))
                .transitions(
                        transition(30, "STANDARD_IA"), transition(90, "GLACIER_IR"), transition(365, "DEEP_ARCHIVE"))
                .noncurrentVersionExpiration(expiration -> expiration.noncurrentDays(90))
                .build();
    }

    static Transition transition(int days, String storageClass) {
        return Transition.builder().days(days).storageClass(storageClass).build();
    }

    /** The rule into the replica as it should be, changed by {@code change}. */
    static ReplicationRule rule(Consumer<ReplicationRule.Builder> change) {
        ReplicationRule.Builder rule = ReplicationRule.builder()
                .id("to-dr")
                .status("Enabled")
                .filter(all -> all.prefix(""))
                .deleteMarkerReplication(markers -> markers.status("Disabled"))
                .destination(destination -> destination
                        .bucket("arn:aws:s3:::" + REPLICA)
                        .metrics(metrics -> metrics.status("Enabled"))
                        .replicationTime(time -> time.status("Enabled")));
        change.accept(rule);
        return rule.build();
    }

    <T> BucketFixture both(BucketSetting.Kind<T> kind, T value) {
        source(kind, value);
        return replica(kind, value);
    }

    <T> BucketFixture source(BucketSetting.Kind<T> kind, T value) {
        observatory.answers(new BucketSetting<>(LabelMint.EAST, SOURCE, kind), Optional.ofNullable(value));
        return this;
    }

    <T> BucketFixture replica(BucketSetting.Kind<T> kind, T value) {
        observatory.answers(new BucketSetting<>(LabelMint.WEST, REPLICA, kind), Optional.ofNullable(value));
        return this;
    }

    <T> BucketFixture replicaUnread(BucketSetting.Kind<T> kind) {
        observatory.denies(new BucketSetting<>(LabelMint.WEST, REPLICA, kind));
        return this;
    }

    Finding run(Check check) {
        List<Finding> findings = check.run(estate, observatory, NOW);
        if (findings.size() != 1 || !findings.get(0).subject().equals("assets")) {
            throw new AssertionError(findings);
        }
        return findings.get(0);
    }
}
