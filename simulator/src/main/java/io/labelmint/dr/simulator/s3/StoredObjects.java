package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.RequestJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Writing, reading and deleting objects: strongly consistent, and conditional where asked. */
final class StoredObjects {
    private static final String ANY = "*";

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
                .change("DeleteObject", DeleteObjectRequest.class, this::delete);
    }

    private PutObjectResponse put(Context context, PutObjectRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (request.key() == null || request.key().isEmpty()) {
            throw S3Errors.invalidArgument("The object key must not be empty");
        }
        checkConditions(context, bucket, request);
        byte[] content = Bodies.read(request);
        Map<String, String> metadata = new HashMap<>(request.metadata());
        metadata.remove(Bodies.KEY);
        StoredVersion.Encryption encryption = request.serverSideEncryption() == null
                ? bucket.defaultEncryption()
                : new StoredVersion.Encryption(request.serverSideEncryption(), request.ssekmsKeyId());
        StoredVersion version = new StoredVersion(
                new StoredVersion.Origin(
                        request.key(),
                        newId(context, bucket),
                        context.sequence(),
                        context.now(),
                        metadata,
                        // What S3 answers for an object written without one.
                        request.contentType() == null ? "binary/octet-stream" : request.contentType()),
                content,
                etag(content),
                encryption,
                null);
        lock(bucket, request, version);
        bucket.add(version);
        replication.replicate(context, bucket, version);
        return PutObjectResponse.builder()
                .eTag(version.etag)
                .versionId(shownId(bucket, version))
                .serverSideEncryption(version.encryption)
                .ssekmsKeyId(version.kmsKey)
                .build();
    }

    /** User guide, "How to prevent object overwrites with conditional writes"; API reference, PutObject. */
    private static void checkConditions(Context context, Bucket bucket, PutObjectRequest request) {
        if (request.ifNoneMatch() == null && request.ifMatch() == null) {
            return;
        }
        if (request.ifNoneMatch() != null && (!request.ifNoneMatch().equals(ANY) || request.ifMatch() != null)) {
            throw S3Errors.notImplemented("If-None-Match with other values than *, or together with If-Match");
        }
        if (context.scripts()
                .get(S3Scripts.conflict(bucket.name))
                .filter(Boolean::parseBoolean)
                .isPresent()) {
            throw S3Errors.of(
                    "ConditionalRequestConflict",
                    409,
                    "The conditional request cannot succeed due to a conflicting operation against this resource.");
        }
        Optional<StoredVersion> current = bucket.current(context, request.key());
        if (request.ifMatch() != null) {
            String found = current.orElseThrow(S3Errors::noSuchKey).etag;
            if (!same(found, request.ifMatch())) {
                throw S3Errors.preconditionFailed();
            }
        } else if (current.isPresent()) {
            throw S3Errors.preconditionFailed();
        }
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
        HeadObjectResponse described = described(context, bucket, version);
        return ResponseBytes.fromByteArray(
                RequestJson.read(RequestJson.write(described), GetObjectResponse.class), version.content);
    }

    private HeadObjectResponse head(Context context, HeadObjectRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        StoredVersion version = require(context, bucket, request.key(), request.versionId());
        refuseUnless(version, request.ifMatch(), request.ifNoneMatch());
        return described(context, bucket, version);
    }

    private static void refuseUnless(StoredVersion version, String ifMatch, String ifNoneMatch) {
        if (ifMatch != null && !same(version.etag, ifMatch)) {
            throw S3Errors.preconditionFailed();
        }
        if (ifNoneMatch != null && same(version.etag, ifNoneMatch)) {
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
                .orElseThrow(() -> S3Errors.of("NoSuchVersion", 404, "The specified version does not exist."));
        if (version.isDeleteMarker()) {
            throw S3Errors.of("MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
        }
        return version;
    }

    private static HeadObjectResponse described(Context context, Bucket bucket, StoredVersion version) {
        return HeadObjectResponse.builder()
                .eTag(version.etag)
                .contentLength((long) version.content.length)
                .contentType(version.contentType)
                .lastModified(version.modified)
                .metadata(version.metadata)
                .versionId(shownId(bucket, version))
                .serverSideEncryption(version.encryption)
                .ssekmsKeyId(version.kmsKey)
                .replicationStatus(version.replication(context))
                .objectLockMode(version.lockMode)
                .objectLockRetainUntilDate(version.lockedUntil)
                .objectLockLegalHoldStatus(version.legalHold ? ObjectLockLegalHoldStatus.ON : null)
                .build();
    }

    /** API reference, DeleteObject; user guide, "Deleting object versions from a versioning-enabled bucket". */
    private DeleteObjectResponse delete(Context context, DeleteObjectRequest request) {
        Bucket bucket = buckets.require(context, request.bucket());
        if (request.ifMatch() != null || request.ifMatchLastModifiedTime() != null || request.ifMatchSize() != null) {
            throw S3Errors.notImplemented("conditional deletes");
        }
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
                null,
                new StoredVersion.Encryption(null, null),
                null);
        bucket.add(marker);
        replication.replicate(context, bucket, marker);
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

    private static String shownId(Bucket bucket, StoredVersion version) {
        return bucket.versioning == null ? null : version.id;
    }

    /** ETags are given with and without quotes. */
    private static boolean same(String etag, String given) {
        return given.equals(ANY) || etag.replace("\"", "").equals(given.replace("\"", ""));
    }

    /** The MD5 of the content, as for objects that are put whole and encrypted with SSE-S3: API reference, Object. */
    private static String etag(byte[] content) {
        try {
            return '"'
                    + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content))
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
