package io.labelmint.dr.observatory;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What S3 says of one object without sending it: its size, and how it is encrypted.
 *
 * @param region where the bucket is
 * @param bucket the bucket
 * @param key the object
 */
public record ObjectHead(String region, String bucket, String key) implements Query<HeadObjectResponse> {
    /** S3 takes 5,500 of these a second and prefix (S3 user guide, "Optimizing Amazon S3 performance"). */
    private static final Api API = new Api("s3", "HeadObject", Duration.ofMillis(100), 100, false);

    @Override
    public Api api() {
        return API;
    }

    /** There is no permission of the operation's own name (API reference, HeadObject). */
    @Override
    public List<String> permissions() {
        return List.of("s3:GetObject");
    }

    @Override
    public HeadObjectResponse fetch(Pages pages) {
        pages.count();
        return pages.client(S3Client.class)
                .headObject(request -> request.bucket(bucket).key(key));
    }
}
