package io.labelmint.dr.observatory;

import java.time.Instant;

/**
 * One entry in the history of a key of a bucket: a version, or a delete marker.
 *
 * @param key the key
 * @param versionId its version id; {@code null} in words where the bucket gave none
 * @param marker whether it is a delete marker
 * @param latest whether it is what the key has now
 * @param modified when it was written, in whole seconds; for a multipart upload, when that was begun
 * @param etag its ETag; empty for a marker
 * @param size its size in bytes
 * @param storageClass its storage class as S3 spells it; empty for a marker
 * @param readable whether it can be read, and so copied, without waiting for an archive
 */
public record ObjectEntry(
        String key,
        String versionId,
        boolean marker,
        boolean latest,
        Instant modified,
        String etag,
        long size,
        String storageClass,
        boolean readable) {}
