package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;

/**
 * The settings of buckets except replication. Lifecycle rules are kept and shown, but nothing expires or moves; nor do
 * the public access block and the policy keep anybody out.
 */
final class BucketSettings {
    private static final int MOST_RULES = 1000; // API reference, PutBucketLifecycleConfiguration

    private final Buckets buckets;

    BucketSettings(Buckets buckets) {
        this.buckets = buckets;
    }

    void declare(Operations operations) {
        operations
                .change("PutBucketVersioning", PutBucketVersioningRequest.class, this::putVersioning)
                .read("GetBucketVersioning", GetBucketVersioningRequest.class, this::getVersioning)
                .change(
                        "PutBucketLifecycleConfiguration",
                        PutBucketLifecycleConfigurationRequest.class,
                        this::putLifecycle)
                .change("DeleteBucketLifecycle", DeleteBucketLifecycleRequest.class, this::deleteLifecycle)
                .read(
                        "GetBucketLifecycleConfiguration",
                        GetBucketLifecycleConfigurationRequest.class,
                        this::getLifecycle)
                .change("PutBucketEncryption", PutBucketEncryptionRequest.class, this::putEncryption)
                .read("GetBucketEncryption", GetBucketEncryptionRequest.class, this::getEncryption)
                .change("PutPublicAccessBlock", PutPublicAccessBlockRequest.class, this::putPublicAccess)
                .change("DeletePublicAccessBlock", DeletePublicAccessBlockRequest.class, this::deletePublicAccess)
                .read("GetPublicAccessBlock", GetPublicAccessBlockRequest.class, this::getPublicAccess)
                .change("PutBucketPolicy", PutBucketPolicyRequest.class, this::putPolicy)
                .change("DeleteBucketPolicy", DeleteBucketPolicyRequest.class, this::deletePolicy)
                .read("GetBucketPolicy", GetBucketPolicyRequest.class, this::getPolicy)
                .read("GetObjectLockConfiguration", GetObjectLockConfigurationRequest.class, this::getObjectLock);
    }

    private PutBucketVersioningResponse putVersioning(Context context, PutBucketVersioningRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        BucketVersioningStatus status = request.versioningConfiguration() == null
                ? null
                : request.versioningConfiguration().status();
        if (status == null || status == BucketVersioningStatus.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.of(
                    "IllegalVersioningConfigurationException", 400, "The Versioning element must be specified");
        }
        boolean suspends = status == BucketVersioningStatus.SUSPENDED;
        if (suspends && bucket.replication != null) {
            throw invalidState("A replication configuration is present on this bucket, so the versioning state cannot"
                    + " be changed.");
        }
        if (suspends && bucket.objectLock != null) {
            throw invalidState("An Object Lock configuration is present on this bucket, so the versioning state cannot"
                    + " be changed.");
        }
        bucket.versioning = status;
        return PutBucketVersioningResponse.builder().build();
    }

    private static RuntimeException invalidState(String message) {
        return S3Errors.of("InvalidBucketState", 409, message);
    }

    private GetBucketVersioningResponse getVersioning(Context context, GetBucketVersioningRequest request) {
        return GetBucketVersioningResponse.builder()
                .status(buckets.require(context, request.bucket()).versioning)
                .build();
    }

    private PutBucketLifecycleConfigurationResponse putLifecycle(
            Context context, PutBucketLifecycleConfigurationRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (request.lifecycleConfiguration() == null
                || request.lifecycleConfiguration().rules().isEmpty()
                || request.lifecycleConfiguration().rules().size() > MOST_RULES) {
            throw S3Errors.malformed();
        }
        bucket.lifecycle = GetBucketLifecycleConfigurationResponse.builder()
                .rules(request.lifecycleConfiguration().rules())
                .transitionDefaultMinimumObjectSize(request.transitionDefaultMinimumObjectSize())
                .build();
        return PutBucketLifecycleConfigurationResponse.builder().build();
    }

    private DeleteBucketLifecycleResponse deleteLifecycle(Context context, DeleteBucketLifecycleRequest request) {
        buckets.require(context, request.bucket()).lifecycle = null;
        return DeleteBucketLifecycleResponse.builder().build();
    }

    private GetBucketLifecycleConfigurationResponse getLifecycle(
            Context context, GetBucketLifecycleConfigurationRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (bucket.lifecycle == null) {
            throw S3Errors.of("NoSuchLifecycleConfiguration", 404, "The lifecycle configuration does not exist");
        }
        return bucket.lifecycle;
    }

    private PutBucketEncryptionResponse putEncryption(Context context, PutBucketEncryptionRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (request.serverSideEncryptionConfiguration() == null
                || request.serverSideEncryptionConfiguration().rules().size() != 1
                || request.serverSideEncryptionConfiguration().rules().get(0).applyServerSideEncryptionByDefault()
                        == null) {
            throw S3Errors.malformed();
        }
        bucket.encryption = request.serverSideEncryptionConfiguration();
        return PutBucketEncryptionResponse.builder().build();
    }

    private GetBucketEncryptionResponse getEncryption(Context context, GetBucketEncryptionRequest request) {
        return GetBucketEncryptionResponse.builder()
                .serverSideEncryptionConfiguration(buckets.require(context, request.bucket()).encryption)
                .build();
    }

    private PutPublicAccessBlockResponse putPublicAccess(Context context, PutPublicAccessBlockRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (request.publicAccessBlockConfiguration() == null) {
            throw S3Errors.malformed();
        }
        bucket.publicAccess = request.publicAccessBlockConfiguration();
        return PutPublicAccessBlockResponse.builder().build();
    }

    private DeletePublicAccessBlockResponse deletePublicAccess(
            Context context, DeletePublicAccessBlockRequest request) {
        buckets.require(context, request.bucket()).publicAccess = null;
        return DeletePublicAccessBlockResponse.builder().build();
    }

    private GetPublicAccessBlockResponse getPublicAccess(Context context, GetPublicAccessBlockRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (bucket.publicAccess == null) {
            throw S3Errors.of(
                    "NoSuchPublicAccessBlockConfiguration", 404, "The public access block configuration was not found");
        }
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(bucket.publicAccess)
                .build();
    }

    private PutBucketPolicyResponse putPolicy(Context context, PutBucketPolicyRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (request.policy() == null || request.policy().isBlank()) {
            throw S3Errors.of("MalformedPolicy", 400, "Policies must be valid JSON and the first byte must be '{'");
        }
        bucket.policy = request.policy();
        return PutBucketPolicyResponse.builder().build();
    }

    private DeleteBucketPolicyResponse deletePolicy(Context context, DeleteBucketPolicyRequest request) {
        buckets.require(context, request.bucket()).policy = null;
        return DeleteBucketPolicyResponse.builder().build();
    }

    private GetBucketPolicyResponse getPolicy(Context context, GetBucketPolicyRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (bucket.policy == null) {
            throw S3Errors.of("NoSuchBucketPolicy", 404, "The bucket policy does not exist");
        }
        return GetBucketPolicyResponse.builder().policy(bucket.policy).build();
    }

    private GetObjectLockConfigurationResponse getObjectLock(
            Context context, GetObjectLockConfigurationRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (bucket.objectLock == null) {
            throw S3Errors.of(
                    "ObjectLockConfigurationNotFoundError",
                    404,
                    "Object Lock configuration does not exist for this bucket");
        }
        return GetObjectLockConfigurationResponse.builder()
                .objectLockConfiguration(bucket.objectLock)
                .build();
    }
}
