package io.labelmint.dr.observatory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The content of one small object; empty if a listing says that there is none. That it is in no list is an answer, whereas a
 * 404 for the object itself may come from something in between.
 *
 * @param region where the bucket is
 * @param bucket the bucket
 * @param key the object
 */
public record StoredText(String region, String bucket, String key) implements Query<Optional<String>> {
    /** S3 takes 5,500 of these a second and prefix (S3 user guide, "Optimizing Amazon S3 performance"). */
    private static final Api API = new Api("s3", "GetObject", Duration.ofMillis(100), 100, false);

    @Override
    public Api api() {
        return API;
    }

    /** Listing a bucket is permitted under another name than the operation's (API reference, ListObjectsV2). */
    @Override
    public List<String> permissions() {
        return List.of("s3:ListBucket", "s3:GetObject");
    }

    @Override
    public Optional<String> fetch(Pages pages) {
        S3Client s3 = pages.client(S3Client.class);
        pages.count();
        boolean there = s3
                .listObjectsV2(request -> request.bucket(bucket).prefix(key).maxKeys(1))
                .contents()
                .stream()
                .anyMatch(object -> object.key().equals(key));
        if (!there) {
            return Optional.empty();
        }
        pages.count();
        return Optional.of(
                s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String());
    }
}
