package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.simulator.core.Arn;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplicationStatus;
import software.amazon.awssdk.services.s3.model.Destination;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.MetricsStatus;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleFilter;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;
import software.amazon.awssdk.services.s3.model.ReplicationTimeStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Transition;

/** Creates the buckets of an estate, their replicas and the bucket of its ledgers, as one would want them. */
final class BucketSeeder {
    /** What S3 Replication Time Control allows (S3 API Reference, ReplicationTimeValue: "Valid value: 15"). */
    private static final int MINUTES = 15;

    /** Where a region must not be named as a bucket's location (S3 API Reference, CreateBucketConfiguration). */
    private static final String CLASSIC = "us-east-1";

    private final Estate estate;
    private final Aws aws;

    BucketSeeder(Estate estate, Aws aws) {
        this.estate = estate;
        this.aws = aws;
    }

    void seed() {
        for (Bucket bucket : estate.buckets()) {
            bucket(estate.regions().primary(), bucket.bucket(), bucket.transitions());
            bucket.replica().ifPresent(replica -> {
                bucket(estate.regions().dr(), replica, bucket.transitions());
                replicate(bucket, replica);
            });
        }
        estate.state().bucket().ifPresent(name -> bucket(estate.regions().dr(), name, List.of()));
    }

    /** The id of the rule that replicates {@code bucket}. */
    static String rule(Bucket bucket) {
        return bucket.id() + "-to-dr";
    }

    private void bucket(String region, String name, List<Bucket.Transition> declared) {
        S3Client s3 = aws.client(S3Client.class, region);
        CreateBucketConfiguration location = region.equals(CLASSIC)
                ? null
                : CreateBucketConfiguration.builder().locationConstraint(region).build();
        s3.createBucket(request -> request.bucket(name).createBucketConfiguration(location));
        s3.putBucketVersioning(request -> request.bucket(name)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        s3.putPublicAccessBlock(request -> request.bucket(name)
                .publicAccessBlockConfiguration(block -> block.blockPublicAcls(true)
                        .ignorePublicAcls(true)
                        .blockPublicPolicy(true)
                        .restrictPublicBuckets(true)));
        ServerSideEncryptionRule encryption = ServerSideEncryptionRule.builder()
                .applyServerSideEncryptionByDefault(byDefault -> byDefault.sseAlgorithm(ServerSideEncryption.AES256))
                .build();
        s3.putBucketEncryption(request -> request.bucket(name)
                .serverSideEncryptionConfiguration(configuration -> configuration.rules(encryption)));
        s3.putBucketLifecycleConfiguration(request ->
                request.bucket(name).lifecycleConfiguration(configuration -> configuration.rules(lifecycle(declared))));
    }

    private LifecycleRule lifecycle(List<Bucket.Transition> declared) {
        List<Transition> transitions = declared.stream()
                .map(transition -> Transition.builder()
                        .days(transition.afterDays())
                        .storageClass(transition.storageClass().name())
                        .build())
                .toList();
        return LifecycleRule.builder()
                .id("declared")
                .status(ExpirationStatus.ENABLED)
                .filter(all -> all.prefix(""))
                .transitions(transitions)
                .noncurrentVersionExpiration(expiration ->
                        expiration.noncurrentDays(estate.retention().dailyDays()))
                .build();
    }

    private void replicate(Bucket bucket, String replica) {
        ReplicationRule rule = ReplicationRule.builder()
                .id(rule(bucket))
                .priority(1)
                .status(ReplicationRuleStatus.ENABLED)
                .filter(ReplicationRuleFilter.builder().prefix("").build())
                .deleteMarkerReplication(markers -> markers.status(DeleteMarkerReplicationStatus.ENABLED))
                .destination(destination(bucket, replica))
                .build();
        aws.client(S3Client.class, estate.regions().primary())
                .putBucketReplication(request -> request.bucket(bucket.bucket())
                        .replicationConfiguration(configuration -> configuration
                                .role(new Arn("iam", "", EstateAccount.of(estate), "role/replication").toString())
                                .rules(rule)));
    }

    /** The metrics have a threshold only where Replication Time Control promises one; without it S3 refuses it. */
    private static Destination destination(Bucket bucket, String replica) {
        Destination.Builder destination = Destination.builder().bucket("arn:aws:s3:::" + replica);
        return bucket.replicationTimeControl()
                ? destination
                        .metrics(metrics -> metrics.status(MetricsStatus.ENABLED)
                                .eventThreshold(threshold -> threshold.minutes(MINUTES)))
                        .replicationTime(time -> time.status(ReplicationTimeStatus.ENABLED)
                                .time(threshold -> threshold.minutes(MINUTES)))
                        .build()
                : destination
                        .metrics(metrics -> metrics.status(MetricsStatus.ENABLED))
                        .build();
    }
}
