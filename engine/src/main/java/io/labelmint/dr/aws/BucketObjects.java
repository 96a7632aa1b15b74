package io.labelmint.dr.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The objects of one bucket, small texts, each written only on a condition: that there is none, or that it is still the
 * one that was read. S3 holds the condition against everybody who writes at the same time (Amazon S3 User Guide, "How to
 * prevent object overwrites with conditional writes"; with {@code If-Match} since November 2024), and who reads or lists
 * after a write sees it (the same, "Amazon S3 data consistency model").
 *
 * <p>Whether an object is there is found out by listing: that it is in no list is an answer, whereas a 404 for the object
 * itself may come from something in between, and is a 403 for who may not list the whole bucket.
 */
public final class BucketObjects {
    /** What S3 calls user-defined metadata; here who wrote an object, in addition to what was written. */
    private static final String WRITER = "writer";

    private final Aws reading;
    private final Aws mutating;
    private final String region;
    private final String bucket;

    /**
     * The objects of {@code bucket}.
     *
     * @param reading clients that only read, and retry
     * @param mutating clients that put one request on the wire per call
     * @param region where the bucket is
     */
    public BucketObjects(Aws reading, Aws mutating, String region, String bucket) {
        this.reading = reading;
        this.mutating = mutating;
        this.region = region;
        this.bucket = bucket;
    }

    /**
     * An object.
     *
     * @param text its content
     * @param writer who wrote it
     * @param etag changes whenever the content does
     */
    public record Stored(String text, String writer, String etag) {}

    /** What became of a request to write. */
    public sealed interface Written {
        /** It was written. */
        record Yes(String etag) implements Written {}

        /** The condition did not hold: somebody else has written, or removed what was there. */
        record Not(AwsError error) implements Written {}

        /** The request had no effect for another reason. */
        record Refused(AwsError error) implements Written {}

        /** It may have been written, now or in a moment. */
        record InDoubt(AwsError error) implements Written {}
    }

    /** Something could not be read. */
    public static final class Unread extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient AwsError error;

        Unread(AwsError error, SdkException cause) {
            super(cause);
            this.error = error;
        }

        /** Why. */
        public AwsError error() {
            return error;
        }
    }

    /**
     * Sends one request to write {@code text} as {@code key}, if the object still has {@code etag}, or if there is none.
     */
    public Written write(String key, String text, String writer, Optional<String> etag) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(bucket).key(key).metadata(Map.of(WRITER, writer));
        etag.ifPresentOrElse(request::ifMatch, () -> request.ifNoneMatch("*"));
        try {
            return new Written.Yes(mutating.client(S3Client.class, region)
                    .putObject(request.build(), RequestBody.fromString(text))
                    .eTag());
        } catch (SdkException e) {
            AwsError error = AwsError.of(e, "s3", "PutObject", region);
            return switch (error.kind()) {
                // 412; and "404 Not Found" where the object to match is gone: user guide, "Conditional write behavior".
                case ALREADY_EXISTS -> new Written.Not(error);
                case NOT_FOUND ->
                    error.code().filter("NoSuchKey"::equals).isPresent()
                            ? new Written.Not(error)
                            : new Written.Refused(error);
                case IN_DOUBT -> new Written.InDoubt(error);
                default -> new Written.Refused(error);
            };
        }
    }

    /**
     * Sends one request to write {@code text} as {@code key}, whatever is there: for what people read, and no program.
     *
     * @param type its MIME type; whoever reads it asks for it anew each time
     * @return why it was not, or may not have been, written; empty if it was
     */
    public Optional<AwsError> replace(String key, String text, String type) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(type)
                .cacheControl("no-store")
                .build();
        try {
            mutating.client(S3Client.class, region).putObject(request, RequestBody.fromString(text));
            return Optional.empty();
        } catch (SdkException e) {
            return Optional.of(AwsError.of(e, "s3", "PutObject", region));
        }
    }

    /** Reads the object {@code key}; empty if there is none. */
    public Optional<Stored> find(String key) throws Unread {
        return keys(key).contains(key) ? Optional.of(read(key)) : Optional.empty();
    }

    /** Reads the object {@code key}, which is there. */
    public Stored read(String key) throws Unread {
        try {
            ResponseBytes<GetObjectResponse> object = reading.client(S3Client.class, region)
                    .getObjectAsBytes(request -> request.bucket(bucket).key(key));
            return new Stored(
                    object.asUtf8String(),
                    object.response().metadata().getOrDefault(WRITER, ""),
                    object.response().eTag());
        } catch (SdkException e) {
            throw new Unread(AwsError.of(e, "s3", "GetObject", region), e);
        }
    }

    /** The keys that begin with {@code prefix}, sorted. */
    public List<String> keys(String prefix) throws Unread {
        List<String> keys = new ArrayList<>();
        ListObjectsV2Request.Builder request = request(prefix);
        for (boolean more = true; more; ) {
            ListObjectsV2Response page = page(request);
            page.contents().forEach(object -> keys.add(object.key()));
            more = Boolean.TRUE.equals(page.isTruncated());
            request.continuationToken(page.nextContinuationToken());
        }
        return keys;
    }

    /**
     * Tells the names right after {@code prefix}, up to a slash and with it, page by page and sorted within each: folders, as it
     * were, and objects.
     *
     * @param after only keys after this one; empty for all
     * @param each takes each name
     * @param jump says of the last name of a page from which name on to go on; empty text to leave none out
     */
    public void names(String prefix, String after, Consumer<String> each, UnaryOperator<String> jump) throws Unread {
        ListObjectsV2Request.Builder request =
                request(prefix).delimiter("/").startAfter(after.isEmpty() ? null : after);
        for (boolean more = true; more; ) {
            ListObjectsV2Response page = page(request);
            TreeSet<String> names = new TreeSet<>();
            page.commonPrefixes().forEach(folder -> names.add(folder.prefix().substring(prefix.length())));
            page.contents().forEach(object -> names.add(object.key().substring(prefix.length())));
            names.forEach(each);
            more = Boolean.TRUE.equals(page.isTruncated());
            String last = names.isEmpty() ? "" : names.last();
            String next = jump.apply(last);
            if (next.compareTo(last) > 0) {
                request.continuationToken(null).startAfter(prefix + next);
            } else {
                request.continuationToken(page.nextContinuationToken());
            }
        }
    }

    private ListObjectsV2Request.Builder request(String prefix) {
        return ListObjectsV2Request.builder().bucket(bucket).prefix(prefix);
    }

    private ListObjectsV2Response page(ListObjectsV2Request.Builder request) throws Unread {
        try {
            return reading.client(S3Client.class, region).listObjectsV2(request.build());
        } catch (SdkException e) {
            throw new Unread(AwsError.of(e, "s3", "ListObjectsV2", region), e);
        }
    }
}
