package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.CacheRestores;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.simulator.core.Arn;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private final Set<String> made = new HashSet<>();

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
                if (bucket.replicatesBack()) {
                    replicate(estate.regions().dr(), replica, back(bucket), destination(bucket, bucket.bucket()));
                }
            });
        }
        Map<String, String> tests = new TreeMap<>();
        estate.buckets()
                .forEach(bucket -> bucket.restoreTest()
                        .ifPresent(test -> tests.put(test.bucket(), test.side().of(estate.regions()))));
        tests.forEach((name, region) -> {
            bucket(region, name, List.of());
            expireTests(region, name);
        });
        estate.caches().forEach(redis -> redis.restores().export().ifPresent(this::exports));
        estate.state().bucket().ifPresent(name -> bucket(estate.regions().dr(), name, List.of()));
    }

    /** The buckets snapshots of a cache are exported to; several caches may share them. */
    private void exports(CacheRestores.Export export) {
        if (made.add(export.bucket())) {
            bucket(estate.regions().primary(), export.bucket(), List.of());
            bucket(estate.regions().dr(), export.drBucket(), List.of());
            replicate(
                    estate.regions().primary(),
                    export.bucket(),
                    "exports-to-dr",
                    Destination.builder()
                            .bucket("arn:aws:s3:::" + export.drBucket())
                            .build());
        }
    }

    /** The id of the rule that replicates {@code bucket}. */
    static String rule(Bucket bucket) {
        return bucket.id() + "-to-dr";
    }

    /** The id of the rule that replicates the replica of {@code bucket} back. */
    static String back(Bucket bucket) {
        return bucket.id() + "-to-primary";
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

    /** The second net under what restore tests leave: more days than any of them may keep its copies. */
    private void expireTests(String region, String name) {
        LifecycleRule rule = LifecycleRule.builder()
                .id("restore-tests")
                .status(ExpirationStatus.ENABLED)
                .filter(tests -> tests.prefix(Bucket.TEST_PREFIX))
                .expiration(expiration -> expiration.days(7))
                .noncurrentVersionExpiration(expiration -> expiration.noncurrentDays(1))
                .build();
        aws.client(S3Client.class, region)
                .putBucketLifecycleConfiguration(
                        request -> request.bucket(name).lifecycleConfiguration(all -> all.rules(rule)));
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
        replicate(estate.regions().primary(), bucket.bucket(), rule(bucket), destination(bucket, replica));
    }

    private void replicate(String region, String bucket, String id, Destination destination) {
        ReplicationRule rule = ReplicationRule.builder()
                .id(id)
                .priority(1)
                .status(ReplicationRuleStatus.ENABLED)
                .filter(ReplicationRuleFilter.builder().prefix("").build())
                .deleteMarkerReplication(markers -> markers.status(DeleteMarkerReplicationStatus.ENABLED))
                .destination(destination)
                .build();
        aws.client(S3Client.class, region)
                .putBucketReplication(request -> request.bucket(bucket)
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
