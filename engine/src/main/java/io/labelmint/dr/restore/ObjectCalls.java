package io.labelmint.dr.restore;

import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.ObjectEntry;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * The calls that change objects. Each has a condition under which a second one has no effect: what is not there may be
 * made, what is as it was seen may be replaced or hidden, and a version that was looked at may be removed.
 */
final class ObjectCalls {
    private static final String NOTHING_THERE = "*";

    /** What a copy can be of at once; what comes from an archive is kept outside of it. */
    private static final Set<String> KEPT = Set.of("STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR");

    private ObjectCalls() {}

    /** For the text of a plan: any copy from {@code source} to {@code target}. */
    static PlannedCall anyCopy(ObjectPlace source, ObjectPlace target) {
        return PlannedCall.of(
                MutatingOperation.COPY_OBJECT,
                target.region(),
                CopyObjectRequest.builder()
                        .sourceBucket(source.bucket())
                        .sourceKey(source.prefix() + "*")
                        .sourceVersionId("*")
                        .destinationBucket(target.bucket())
                        .destinationKey(target.prefix() + "*")
                        .build());
    }

    /**
     * A copy of a version as a new object or version, with all it has: content, metadata and tags.
     *
     * @param then the version
     * @param head what S3 tells of it
     * @param replaced what the copy takes the place of; null if there must be nothing
     * @param sameClass whether it keeps its storage class; else it is STANDARD, which costs nothing to delete early
     */
    static PlannedCall copy(
            ObjectPlace source,
            ObjectPlace target,
            ObjectMark mark,
            ObjectEntry then,
            HeadObjectResponse head,
            ObjectEntry replaced,
            boolean sameClass) {
        CopyObjectRequest.Builder request = CopyObjectRequest.builder()
                .sourceBucket(source.bucket())
                .sourceKey(then.key())
                .sourceVersionId(then.versionId())
                .destinationBucket(target.bucket())
                .destinationKey(target.keyOf(then.key(), source))
                .ifNoneMatch(replaced == null ? NOTHING_THERE : null)
                .ifMatch(replaced == null ? null : replaced.etag())
                // Metadata is given as a whole or not at all, so what S3 calls system metadata is repeated.
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(mark.on(head, then.versionId()))
                .contentType(head.contentType())
                .cacheControl(head.cacheControl())
                .contentDisposition(head.contentDisposition())
                .contentEncoding(head.contentEncoding())
                .contentLanguage(head.contentLanguage())
                .expires(expires(head))
                .websiteRedirectLocation(head.websiteRedirectLocation());
        if (sameClass && KEPT.contains(then.storageClass())) {
            request.storageClass(then.storageClass());
        }
        // Elsewhere the bucket's own encryption is right; its key is of its region.
        boolean byKms = head.serverSideEncryption() == ServerSideEncryption.AWS_KMS
                || head.serverSideEncryption() == ServerSideEncryption.AWS_KMS_DSSE;
        if (byKms && source.equals(target)) {
            request.serverSideEncryption(head.serverSideEncryption()).ssekmsKeyId(head.ssekmsKeyId());
        }
        return PlannedCall.of(MutatingOperation.COPY_OBJECT, target.region(), request.build());
    }

    /** What is no date is left out: S3 keeps any text there, and a copy by this SDK only dates. */
    @SuppressWarnings("deprecation") // the date is what the request takes
    private static java.time.Instant expires(HeadObjectResponse head) {
        return head.expires();
    }

    /** A delete marker over {@code current}, whose version stays. */
    static PlannedCall hide(ObjectPlace target, ObjectEntry current) {
        return PlannedCall.of(
                MutatingOperation.DELETE_OBJECT,
                target.region(),
                DeleteObjectRequest.builder()
                        .bucket(target.bucket())
                        .key(current.key())
                        .ifMatch(current.etag())
                        .build());
    }

    /** The end of a version. Only of copies that tests made. */
    static PlannedCall remove(String region, String bucket, ObjectEntry version) {
        return PlannedCall.of(
                MutatingOperation.DELETE_OBJECT,
                region,
                DeleteObjectRequest.builder()
                        .bucket(bucket)
                        .key(version.key())
                        .versionId(version.versionId())
                        .build());
    }
}
