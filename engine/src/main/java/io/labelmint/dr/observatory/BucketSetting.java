package io.labelmint.dr.observatory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/**
 * One setting of an S3 bucket; empty when it is not configured, which S3 tells as an error.
 *
 * @param region the bucket's region
 * @param bucket its name
 * @param kind which setting
 * @param <T> what the setting is made of
 */
public record BucketSetting<T>(String region, String bucket, Kind<T> kind) implements Query<Optional<T>> {
    public static final Kind<GetBucketVersioningResponse> VERSIONING = new Kind<>(
            "GetBucketVersioning",
            "s3:GetBucketVersioning",
            "never",
            (s3, bucket) -> s3.getBucketVersioning(request -> request.bucket(bucket)));

    public static final Kind<List<ReplicationRule>> REPLICATION = new Kind<>(
            "GetBucketReplication",
            "s3:GetReplicationConfiguration",
            "ReplicationConfigurationNotFoundError",
            (s3, bucket) -> s3.getBucketReplication(request -> request.bucket(bucket))
                    .replicationConfiguration()
                    .rules());

    public static final Kind<List<LifecycleRule>> LIFECYCLE = new Kind<>(
            "GetBucketLifecycleConfiguration",
            "s3:GetLifecycleConfiguration",
            "NoSuchLifecycleConfiguration",
            (s3, bucket) -> s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket))
                    .rules());

    public static final Kind<ServerSideEncryptionByDefault> ENCRYPTION =
            new Kind<>(
                    "GetBucketEncryption",
                    "s3:GetEncryptionConfiguration",
                    "ServerSideEncryptionConfigurationNotFoundError",
                    (s3, bucket) -> s3
                            .getBucketEncryption(request -> request.bucket(bucket))
                            .serverSideEncryptionConfiguration()
                            .rules()
                            .stream()
                            .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
                            .findFirst()
                            .orElse(null));

    public static final Kind<PublicAccessBlockConfiguration> PUBLIC_ACCESS_BLOCK = new Kind<>(
            "GetPublicAccessBlock",
            "s3:GetBucketPublicAccessBlock",
            "NoSuchPublicAccessBlockConfiguration",
            (s3, bucket) ->
                    s3.getPublicAccessBlock(request -> request.bucket(bucket)).publicAccessBlockConfiguration());

    public static final Kind<ObjectLockConfiguration> OBJECT_LOCK = new Kind<>(
            "GetObjectLockConfiguration",
            "s3:GetBucketObjectLockConfiguration",
            "ObjectLockConfigurationNotFoundError",
            (s3, bucket) -> s3.getObjectLockConfiguration(request -> request.bucket(bucket))
                    .objectLockConfiguration());

    /** The policy of the bucket, as JSON. */
    public static final Kind<String> POLICY = new Kind<>(
            "GetBucketPolicy",
            "s3:GetBucketPolicy",
            "NoSuchBucketPolicy",
            (s3, bucket) ->
                    s3.getBucketPolicy(request -> request.bucket(bucket)).policy());

    /** Every kind, for whoever needs the permissions to read them all. */
    public static final List<Kind<?>> ALL =
            List.of(VERSIONING, REPLICATION, LIFECYCLE, ENCRYPTION, PUBLIC_ACCESS_BLOCK, OBJECT_LOCK, POLICY);

    /**
     * A kind of setting.
     *
     * @param operation name in the AWS API
     * @param permission the IAM action, which S3 names otherwise than the operation (Service Authorization Reference)
     * @param absent code of the error that says it is not configured
     * @param read asks for it
     * @param <T> what the setting is made of
     */
    public record Kind<T>(String operation, String permission, String absent, BiFunction<S3Client, String, T> read) {
        /**
         * AWS publishes no rate for reading settings of buckets. Chosen: twenty a second and setting, a hundred at once. A
         * check of fifty buckets and their replicas asks a hundred of these and has to get them while the first answers
         * are still shared, or it would never come to an end.
         */
        Api api() {
            return new Api("s3", operation, Duration.ofMillis(50), 100, false);
        }
    }

    @Override
    public Api api() {
        return kind.api();
    }

    @Override
    public List<String> permissions() {
        return List.of(kind.permission());
    }

    @Override
    public Optional<T> fetch(Pages pages) {
        pages.count();
        try {
            return Optional.ofNullable(kind.read().apply(pages.client(S3Client.class), bucket));
        } catch (S3Exception e) {
            if (e.awsErrorDetails() != null
                    && kind.absent().equals(e.awsErrorDetails().errorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
