package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.RequestJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;

/** Writing, reading and deleting objects: strongly consistent, and conditional where asked. */
final class StoredObjects {
    private final Buckets buckets;
    private final Replication replication;

    StoredObjects(Buckets buckets, Replication replication) {
        this.buckets = buckets;
        this.replication = replication;
    }

    void declare(Operations operations) {
        operations
                .change("PutObject", PutObjectRequest.class, this::put)
                .read("GetObject", GetObjectRequest.class, this::get)
                .read("HeadObject", HeadObjectRequest.class, this::head)
                .read("GetObjectTagging", GetObjectTaggingRequest.class, this::tagging)
                .change("DeleteObject", DeleteObjectRequest.class, this::delete);
    }

    private PutObjectResponse put(Context context, PutObjectRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (request.key() == null || request.key().isEmpty()) {
            throw S3Errors.invalidArgument("The object key must not be empty");
        }
        Conditions.ofWrite(context, bucket, request.key(), request.ifMatch(), request.ifNoneMatch());
        Map<String, String> metadata = new HashMap<>(request.metadata());
        metadata.remove(Bodies.KEY);
        StoredVersion version = written(
                context,
                bucket,
                request.key(),
                Bodies.read(request),
                metadata,
                request.contentType(),
                request.serverSideEncryption() == null
                        ? bucket.defaultEncryption()
                        : new StoredVersion.Encryption(request.serverSideEncryption(), request.ssekmsKeyId()));
        version.storageClass = request.storageClass() == null ? StorageClass.STANDARD : request.storageClass();
        version.tags = ObjectCopies.tags(request.tagging());
        lock(bucket, request, version);
        keep(context, bucket, version);
        return PutObjectResponse.builder()
                .eTag(version.etag())
                .versionId(shownId(bucket, version))
                .serverSideEncryption(version.encryption)
                .ssekmsKeyId(version.kmsKey)
                .build();
    }

    /** A new version, not kept yet. */
    StoredVersion written(
            Context context,
            Bucket bucket,
            String key,
            byte[] content,
            Map<String, String> metadata,
            String contentType,
            StoredVersion.Encryption encryption) {
        return new StoredVersion(
                new StoredVersion.Origin(
                        key,
                        newId(context, bucket),
                        context.sequence(),
                        context.now(),
                        Map.copyOf(metadata),
                        // What S3 answers for an object written without one.
                        contentType == null ? "binary/octet-stream" : contentType),
                content,
                encryption,
                null);
    }

    /** Keeps {@code version}, and sends it where the rules want it. */
    void keep(Context context, Bucket bucket, StoredVersion version) {
        bucket.add(version);
        replication.replicate(context, bucket, version);
    }

    /** Writes an object on behalf of another service: it is there, and begins to be replicated, at {@code at}. */
    void write(Context context, String name, String key, byte[] content, Instant at) {
        Bucket bucket = buckets.require(context, name);
        StoredVersion version = new StoredVersion(
                new StoredVersion.Origin(
                        key,
                        newId(context, bucket) + key.hashCode(),
                        context.sequence(),
                        at,
                        Map.of(),
                        "binary/octet-stream"),
                content,
                bucket.defaultEncryption(),
                new StoredVersion.Transit(bucket.region, bucket.region, at));
        bucket.add(version);
        replication.replicate(context.at(at), bucket, version);
    }

    private static void lock(Bucket bucket, PutObjectRequest request, StoredVersion version) {
        boolean asked = request.objectLockMode() != null
                || request.objectLockRetainUntilDate() != null
                || request.objectLockLegalHoldStatus() != null;
        if (asked && bucket.objectLock == null) {
            throw S3Errors.invalidRequest("Bucket is missing Object Lock Configuration");
        }
        if ((request.objectLockMode() == null) != (request.objectLockRetainUntilDate() == null)) {
            throw S3Errors.invalidArgument(
                    "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
        }
        if (request.objectLockRetainUntilDate() != null
                && !request.objectLockRetainUntilDate().isAfter(version.modified)) {
            throw S3Errors.invalidArgument("The retain until date must be in the future!");
        }
        version.lockMode = request.objectLockMode();
        version.lockedUntil = request.objectLockRetainUntilDate();
        version.legalHold = request.objectLockLegalHoldStatus() == ObjectLockLegalHoldStatus.ON;
    }

    /** The head and the bytes, which the client makes a stream of. */
    private ResponseBytes<GetObjectResponse> get(Context context, GetObjectRequest request) {
        if (request.range() != null || request.partNumber() != null) {
            throw S3Errors.notImplemented("parts of objects");
        }
        Bucket bucket = buckets.require(context, request.bucket());
        StoredVersion version = require(context, bucket, request.key(), request.versionId());
        refuseUnless(version, request.ifMatch(), request.ifNoneMatch());
        HeadObjectResponse described = described(context, bucket, version).build();
        return ResponseBytes.fromByteArray(
                RequestJson.read(RequestJson.write(described), GetObjectResponse.class), version.content());
    }

    private HeadObjectResponse head(Context context, HeadObjectRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        StoredVersion version = require(context, bucket, request.key(), request.versionId());
        refuseUnless(version, request.ifMatch(), request.ifNoneMatch());
        HeadObjectResponse.Builder described = described(context, bucket, version);
        if (request.checksumMode() == ChecksumMode.ENABLED) {
            described.checksumCRC64NVME(Checksums.crc64Nvme(version.content())).checksumType(ChecksumType.FULL_OBJECT);
        }
        return described.build();
    }

    private GetObjectTaggingResponse tagging(Context context, GetObjectTaggingRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        StoredVersion version = require(context, bucket, request.key(), request.versionId());
        return GetObjectTaggingResponse.builder()
                .versionId(shownId(bucket, version))
                .tagSet(version.tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static void refuseUnless(StoredVersion version, String ifMatch, String ifNoneMatch) {
        if (ifMatch != null && !Conditions.same(version.etag(), ifMatch)) {
            throw S3Errors.preconditionFailed();
        }
        if (ifNoneMatch != null && Conditions.same(version.etag(), ifNoneMatch)) {
            throw S3Errors.of("304", 304, "Not Modified");
        }
    }

    private static StoredVersion require(Context context, Bucket bucket, String key, String id) {
        if (id == null) {
            return bucket.current(context, key).orElseThrow(S3Errors::noSuchKey);
        }
        StoredVersion version = bucket.versions(context, key).stream()
                .filter(known -> known.id.equals(id))
                .findFirst()
                .orElseThrow(S3Errors::noSuchVersion);
        if (version.isDeleteMarker()) {
            throw S3Errors.of("MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
        }
        return version;
    }

    private static HeadObjectResponse.Builder described(Context context, Bucket bucket, StoredVersion version) {
        return HeadObjectResponse.builder()
                .eTag(version.etag())
                .contentLength(version.size)
                .contentType(version.contentType)
                .lastModified(version.modified.truncatedTo(ChronoUnit.SECONDS))
                // "Amazon S3 returns this header for all objects except for S3 Standard": API reference, HeadObject.
                .storageClass(version.storageClass == StorageClass.STANDARD ? null : version.storageClass)
                .tagCount(version.tags.isEmpty() ? null : version.tags.size())
                .metadata(version.metadata)
                .versionId(shownId(bucket, version))
                .serverSideEncryption(version.encryption)
                .ssekmsKeyId(version.kmsKey)
                .replicationStatus(version.replication(context))
                .objectLockMode(version.lockMode)
                .objectLockRetainUntilDate(version.lockedUntil)
                .objectLockLegalHoldStatus(version.legalHold ? ObjectLockLegalHoldStatus.ON : null);
    }

    /** API reference, DeleteObject; user guide, "Deleting object versions from a versioning-enabled bucket". */
    private DeleteObjectResponse delete(Context context, DeleteObjectRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (request.ifMatchLastModifiedTime() != null || request.ifMatchSize() != null) {
            throw S3Errors.notImplemented("deletes that are conditional on time or size");
        }
        Conditions.ofDelete(context, bucket, request.key(), request.ifMatch());
        if (request.versionId() != null) {
            return deleteVersion(context, bucket, request);
        }
        List<StoredVersion> versions = bucket.versions(context, request.key());
        if (bucket.versioning == null) {
            versions.forEach(bucket::remove);
            return DeleteObjectResponse.builder().build();
        }
        StoredVersion marker = new StoredVersion(
                new StoredVersion.Origin(
                        request.key(), newId(context, bucket), context.sequence(), context.now(), Map.of(), null),
                null,
                new StoredVersion.Encryption(null, null),
                null);
        keep(context, bucket, marker);
        return DeleteObjectResponse.builder()
                .deleteMarker(true)
                .versionId(marker.id)
                .build();
    }

    /** Deleting a version is never replicated: user guide, "What isn't replicated". */
    private static DeleteObjectResponse deleteVersion(Context context, Bucket bucket, DeleteObjectRequest request) {
        Optional<StoredVersion> version = bucket.versions(context, request.key()).stream()
                .filter(known -> known.id.equals(request.versionId()))
                .findFirst();
        Instant now = context.now();
        boolean bypass = Boolean.TRUE.equals(request.bypassGovernanceRetention());
        if (version.isPresent() && version.get().isRetained(now, bypass)) {
            throw S3Errors.of("AccessDenied", 403, "Access Denied because object protected by object lock.");
        }
        version.ifPresent(bucket::remove);
        return DeleteObjectResponse.builder()
                .versionId(request.versionId())
                .deleteMarker(version.map(StoredVersion::isDeleteMarker)
                        .filter(Boolean::booleanValue)
                        .orElse(null))
                .build();
    }

    private static String newId(Context context, Bucket bucket) {
        return bucket.isVersioned()
                ? context.seed().letters(32, "s3-version", bucket.name, context.sequence())
                : StoredVersion.NULL_VERSION;
    }

    static String shownId(Bucket bucket, StoredVersion version) {
        return bucket.versioning == null ? null : version.id;
    }
}
