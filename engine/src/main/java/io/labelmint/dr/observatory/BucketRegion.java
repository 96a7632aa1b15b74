package io.labelmint.dr.observatory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The region an S3 bucket is in, asked of one where it should be; empty when there is no such bucket.
 *
 * @param region where it is looked for
 * @param bucket its name
 */
public record BucketRegion(String region, String bucket) implements Query<Optional<String>> {
    /** AWS publishes no rate; asked once a run. */
    private static final Api API = new Api("s3", "GetBucketLocation", Duration.ofSeconds(1), 12, false);

    /** "Buckets in Region us-east-1 have a LocationConstraint of null" (API reference, GetBucketLocation). */
    private static final String CLASSIC = "us-east-1";

    /** Tells where a bucket is that was looked for elsewhere (User guide, "Redirection and the REST API"). */
    private static final String ELSEWHERE = "x-amz-bucket-region";

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<String> permissions() {
        return List.of("s3:GetBucketLocation");
    }

    @Override
    public Optional<String> fetch(Pages pages) {
        pages.count();
        try {
            String location = pages.client(S3Client.class)
                    .getBucketLocation(request -> request.bucket(bucket))
                    .locationConstraintAsString();
            return Optional.of(location == null || location.isEmpty() ? CLASSIC : location);
        } catch (S3Exception e) {
            if (e.awsErrorDetails() == null) {
                throw e;
            }
            if ("NoSuchBucket".equals(e.awsErrorDetails().errorCode())) {
                return Optional.empty();
            }
            Optional<String> elsewhere = Optional.ofNullable(e.awsErrorDetails().sdkHttpResponse())
                    .flatMap(response -> response.firstMatchingHeader(ELSEWHERE))
                    .filter(there -> !there.equals(region));
            return Optional.of(elsewhere.orElseThrow(() -> e));
        }
    }
}
