package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/**
 * Copying a version of an object, from any region of the account: API reference, CopyObject. That a copy onto itself
 * is illegal people have quoted (peak/s5cmd #711); the other sentences have no source.
 */
final class ObjectCopies {
    /** "You create a copy of your object up to 5 GB in size in a single atomic action". */
    private static final long LARGEST = 5L << 30;

    /** "If the source object's storage class is GLACIER or DEEP_ARCHIVE, you must first restore a copy". */
    private static final Set<StorageClass> ARCHIVED = Set.of(StorageClass.GLACIER, StorageClass.DEEP_ARCHIVE);

    private final Buckets buckets;
    private final StoredObjects objects;

    ObjectCopies(Buckets buckets, StoredObjects objects) {
        this.buckets = buckets;
        this.objects = objects;
    }

    void declare(Operations operations) {
        operations.change("CopyObject", CopyObjectRequest.class, this::copy);
    }

    private CopyObjectResponse copy(Context context, CopyObjectRequest request) {
        if (request.sourceBucket() == null || request.sourceKey() == null) {
            throw S3Errors.notImplemented("copies whose source is named by copySource");
        }
        Bucket from = buckets.find(request.sourceBucket()).orElseThrow(S3Errors::noSuchBucket);
        StoredVersion source = source(context, from, request);
        Bucket to = buckets.require(context, request.destinationBucket());
        check(source, to, request);
        Conditions.ofWrite(context, to, request.destinationKey(), request.ifMatch(), request.ifNoneMatch());
        boolean replaced = request.metadataDirective() == MetadataDirective.REPLACE;
        byte[] content = source.content().clone();
        if (content.length > 0
                && context.scripts().get(S3Scripts.ruined(to.name)).isPresent()) {
            content[0] ^= 1;
        }
        StoredVersion copy = objects.written(
                context,
                to,
                request.destinationKey(),
                content,
                replaced ? request.metadata() : source.metadata,
                replaced ? request.contentType() : source.contentType,
                request.serverSideEncryption() == null
                        ? to.defaultEncryption()
                        : new StoredVersion.Encryption(request.serverSideEncryption(), request.ssekmsKeyId()));
        copy.size = source.size;
        copy.tags = request.taggingDirective() == TaggingDirective.REPLACE ? tags(request.tagging()) : source.tags;
        copy.storageClass = request.storageClass() == null ? StorageClass.STANDARD : request.storageClass();
        objects.keep(context, to, copy);
        return CopyObjectResponse.builder()
                .copySourceVersionId(StoredObjects.shownId(from, source))
                .versionId(StoredObjects.shownId(to, copy))
                .serverSideEncryption(copy.encryption)
                .ssekmsKeyId(copy.kmsKey)
                .copyObjectResult(result -> result.eTag(copy.etag())
                        .lastModified(copy.modified)
                        .checksumCRC64NVME(Checksums.crc64Nvme(copy.content())))
                .build();
    }

    private static StoredVersion source(Context context, Bucket from, CopyObjectRequest request) {
        String id = request.sourceVersionId();
        Optional<StoredVersion> source = id == null
                ? from.current(context, request.sourceKey())
                : from.versions(context, request.sourceKey()).stream()
                        .filter(known -> known.id.equals(id))
                        .findFirst();
        StoredVersion found = source.orElseThrow(() -> id == null ? S3Errors.noSuchKey() : S3Errors.noSuchVersion());
        if (found.isDeleteMarker()) {
            throw S3Errors.invalidRequest(
                    "The source of a copy request may not specifically refer to a delete marker by version id.");
        }
        return found;
    }

    private static void check(StoredVersion source, Bucket to, CopyObjectRequest request) {
        if (ARCHIVED.contains(source.storageClass)) {
            throw S3Errors.of(
                    "InvalidObjectState", 403, "Operation is not valid for the source object's storage class");
        }
        if (source.size > LARGEST) {
            throw S3Errors.invalidRequest("The specified copy source is larger than the maximum allowable size for a"
                    + " copy source: " + LARGEST);
        }
        if (request.sourceVersionId() == null
                && to.name.equals(request.sourceBucket())
                && request.sourceKey().equals(request.destinationKey())
                && request.metadataDirective() != MetadataDirective.REPLACE
                && request.storageClass() == null) {
            throw S3Errors.invalidRequest(
                    "This copy request is illegal because it is trying to copy an object to itself"
                            + " without changing the object's metadata, storage class, website redirect location or encryption"
                            + " attributes.");
        }
    }

    /** Tags as a query has them: API reference, PutObject, x-amz-tagging. */
    static Map<String, String> tags(String query) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String tag : query.split("&", -1)) {
                String[] parts = tag.split("=", 2);
                tags.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return tags;
    }

    private static String decoded(String text) {
        return java.net.URLDecoder.decode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
