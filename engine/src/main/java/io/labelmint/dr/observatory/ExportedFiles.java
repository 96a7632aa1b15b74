package io.labelmint.dr.observatory;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of an S3 bucket that snapshots of ElastiCache are exported to, all of them: a snapshot has one a shard, and
 * such a bucket holds nothing else.
 *
 * @param region where the bucket is
 * @param bucket its name
 */
public record ExportedFiles(String region, String bucket) implements Query<List<S3Object>> {
    /** S3 takes 5,500 of these a second and prefix (S3 user guide, "Optimizing Amazon S3 performance"). */
    private static final Api API = new Api("s3", "ListObjectsV2", Duration.ofSeconds(1), 12, false);

    @Override
    public Api api() {
        return API;
    }

    /** Listing a bucket is permitted under another name than the operation's (API reference, ListObjectsV2). */
    @Override
    public List<String> permissions() {
        return List.of("s3:ListBucket");
    }

    @Override
    public List<S3Object> fetch(Pages pages) {
        S3Client s3 = pages.client(S3Client.class);
        return Paged.all(
                pages,
                token -> s3.listObjectsV2(request -> request.bucket(bucket).continuationToken(token)),
                ListObjectsV2Response::contents,
                ListObjectsV2Response::nextContinuationToken);
    }
}
