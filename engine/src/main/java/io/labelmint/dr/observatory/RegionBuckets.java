package io.labelmint.dr.observatory;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;

/**
 * The names of the account's S3 buckets in a region.
 *
 * @param region the region
 */
public record RegionBuckets(String region) implements Query<List<String>> {
    /** The largest MaxBuckets of ListBuckets (Amazon S3 API Reference). */
    private static final int LARGEST_PAGE = 10_000;

    /** AWS publishes no rate; asked once by whoever looks for what an account has. */
    private static final Api API = new Api("s3", "ListBuckets", Duration.ofSeconds(1), 12, false);

    @Override
    public Api api() {
        return API;
    }

    /** S3 names the action otherwise than the operation (Service Authorization Reference). */
    @Override
    public List<String> permissions() {
        return List.of("s3:ListAllMyBuckets");
    }

    @Override
    public List<String> fetch(Pages pages) {
        S3Client s3 = pages.client(S3Client.class);
        return Paged.all(
                        pages,
                        token -> s3.listBuckets(request -> request.bucketRegion(region)
                                .continuationToken(token)
                                .maxBuckets(LARGEST_PAGE)),
                        ListBucketsResponse::buckets,
                        ListBucketsResponse::continuationToken)
                .stream()
                // Emulators do not know bucket-region, and answer with all of them.
                .filter(bucket -> Objects.requireNonNullElse(bucket.bucketRegion(), region)
                        .equals(region))
                .map(Bucket::name)
                .toList();
    }
}
