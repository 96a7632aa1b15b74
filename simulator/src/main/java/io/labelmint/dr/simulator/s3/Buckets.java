package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;

/** The buckets of the account; their names are global, each lives in one region. */
final class Buckets {
    /** The region whose name is no location constraint: API reference, CreateBucketConfiguration. */
    private static final String CLASSIC = "us-east-1";

    /** User guide, "General purpose bucket naming rules". */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final int MOST = 10_000; // API reference, ListBuckets, max-buckets

    private final TreeMap<String, Bucket> byName = new TreeMap<>();

    void declare(Operations operations) {
        operations
                .change("CreateBucket", CreateBucketRequest.class, this::create)
                .read("HeadBucket", HeadBucketRequest.class, this::head)
                .read("GetBucketLocation", GetBucketLocationRequest.class, this::location)
                .read("ListBuckets", ListBucketsRequest.class, this::list);
    }

    Collection<Bucket> all() {
        return byName.values();
    }

    Optional<Bucket> find(String name) {
        return Optional.ofNullable(name).map(byName::get);
    }

    /** The bucket {@code name}, which must be in the client's region. */
    Bucket require(Context context, String name) {
        Bucket bucket = find(name).orElseThrow(S3Errors::noSuchBucket);
        if (!bucket.region.equals(context.region())) {
            throw S3Errors.redirect(bucket.region);
        }
        return bucket;
    }

    private CreateBucketResponse create(Context context, CreateBucketRequest request) {
        String name = request.bucket();
        if (name == null || !NAME.matcher(name).matches()) {
            throw S3Errors.of("InvalidBucketName", 400, "The specified bucket is not valid.");
        }
        checkLocation(context, request);
        if (context.scripts().get(S3Scripts.taken(name)).isPresent()) {
            throw S3Errors.bucketExists();
        }
        Optional<Bucket> existing = find(name);
        if (existing.isPresent()) {
            // "If you re-create an existing bucket that you already own in us-east-1, Amazon S3 returns 200 OK".
            if (!context.region().equals(CLASSIC) || !existing.get().region.equals(CLASSIC)) {
                throw S3Errors.bucketIsYours();
            }
            return created(name);
        }
        Bucket bucket = new Bucket(name, context.region(), context.now());
        if (Boolean.TRUE.equals(request.objectLockEnabledForBucket())) {
            // Object Lock enables versioning: user guide, "Object Lock considerations".
            bucket.versioning = BucketVersioningStatus.ENABLED;
            bucket.objectLock = ObjectLockConfiguration.builder()
                    .objectLockEnabled(ObjectLockEnabled.ENABLED)
                    .build();
        }
        byName.put(name, bucket);
        return created(name);
    }

    private static CreateBucketResponse created(String name) {
        return CreateBucketResponse.builder().location("/" + name).build();
    }

    /**
     * Elsewhere than in us-east-1 the region must be stated, there it must not. Sentences: aws/aws-cli #3567 and
     * NixOS/nixops-aws #88. (The global endpoint accepts any location; clients here have regional ones.)
     */
    private static void checkLocation(Context context, CreateBucketRequest request) {
        String location = request.createBucketConfiguration() == null
                ? null
                : request.createBucketConfiguration().locationConstraintAsString();
        if (CLASSIC.equals(location)) {
            throw S3Errors.of("InvalidLocationConstraint", 400, "The specified location constraint is not valid.");
        }
        String region = location == null ? CLASSIC : location.equals("EU") ? "eu-west-1" : location;
        if (!region.equals(context.region())) {
            throw S3Errors.of(
                    "IllegalLocationConstraintException",
                    400,
                    "The " + (location == null ? "unspecified" : location)
                            + " location constraint is incompatible for the region specific endpoint this request was"
                            + " sent to.");
        }
    }

    private HeadBucketResponse head(Context context, HeadBucketRequest request) {
        return HeadBucketResponse.builder()
                .bucketRegion(require(context, request.bucket()).region)
                .build();
    }

    /** "Buckets in Region us-east-1 have a LocationConstraint of null"; that region answers for all. */
    private GetBucketLocationResponse location(Context context, GetBucketLocationRequest request) {
        Bucket bucket = context.region().equals(CLASSIC)
                ? find(request.bucket()).orElseThrow(S3Errors::noSuchBucket)
                : require(context, request.bucket());
        return GetBucketLocationResponse.builder()
                .locationConstraint(bucket.region.equals(CLASSIC) ? null : bucket.region)
                .build();
    }

    private ListBucketsResponse list(Context context, ListBucketsRequest request) {
        String prefix = request.prefix() == null ? "" : request.prefix();
        List<Bucket> wanted = byName.values().stream()
                .filter(bucket -> bucket.name.startsWith(prefix)
                        && (request.bucketRegion() == null
                                || request.bucketRegion().equals(bucket.region)))
                .toList();
        int size = request.maxBuckets() == null ? MOST : request.maxBuckets();
        if (size < 1 || size > MOST) {
            throw S3Errors.invalidArgument("max-buckets must be between 1 and " + MOST);
        }
        Page<Bucket> page = Page.of(wanted, bucket -> bucket.name, request.continuationToken(), size)
                .orElseThrow(() -> S3Errors.invalidArgument("The continuation token provided is incorrect"));
        return ListBucketsResponse.builder()
                .buckets(page.items().stream()
                        .map(bucket -> software.amazon.awssdk.services.s3.model.Bucket.builder()
                                .name(bucket.name)
                                .creationDate(bucket.created)
                                .bucketRegion(bucket.region)
                                .build())
                        .toList())
                .continuationToken(page.marker())
                .prefix(request.prefix())
                .build();
    }
}
