package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Fault;
import io.labelmint.dr.simulator.s3.S3Scripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

final class S3Test {
    @TempDir
    private Path folder;

    private final World world = World.inMemory(new VirtualTimeline(World.EPOCH), 7);
    private final S3Client east = world.client(S3Client.class, "us-east-1");
    private final S3Client west = world.client(S3Client.class, "us-west-2");

    @Test
    void bucketsAreWhereTheLocationSays() {
        east.createBucket(r -> r.bucket("east-bucket"));
        west.createBucket(
                r -> r.bucket("west-bucket").createBucketConfiguration(c -> c.locationConstraint("us-west-2")));
        assertThat(east.getBucketLocation(r -> r.bucket("east-bucket")).locationConstraint())
                .isNull();
        assertThat(east.getBucketLocation(r -> r.bucket("west-bucket")).locationConstraintAsString())
                .isEqualTo("us-west-2");
        assertThat(west.headBucket(r -> r.bucket("west-bucket")).bucketRegion()).isEqualTo("us-west-2");
        assertThat(west.listBuckets().buckets()).hasSize(2);
        assertThat(west.listBucketsPaginator(r -> r.maxBuckets(1)).buckets().stream())
                .hasSize(2);

        east.createBucket(r -> r.bucket("east-bucket"));
        assertThatThrownBy(() -> west.createBucket(
                        r -> r.bucket("west-bucket").createBucketConfiguration(c -> c.locationConstraint("us-west-2"))))
                .isInstanceOf(BucketAlreadyOwnedByYouException.class);
        refused(400, "IllegalLocationConstraintException", () -> west.createBucket(r -> r.bucket("another")));
        refused(
                400,
                "InvalidLocationConstraint",
                () -> east.createBucket(
                        r -> r.bucket("another").createBucketConfiguration(c -> c.locationConstraint("us-east-1"))));
        world.script(S3Scripts.nameTaken("taken"));
        refused(409, "BucketAlreadyExists", () -> east.createBucket(r -> r.bucket("taken")));
        refused(301, "PermanentRedirect", () -> west.headBucket(r -> r.bucket("east-bucket")));
        refused(301, "PermanentRedirect", () -> west.listObjectsV2(r -> r.bucket("east-bucket")));
        assertThatThrownBy(() -> west.headBucket(r -> r.bucket("nowhere"))).isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> west.deleteBucket(r -> r.bucket("west-bucket")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void newBucketsHaveTheDefaultsOfToday() {
        east.createBucket(r -> r.bucket("fresh"));
        assertThat(east.getBucketVersioning(r -> r.bucket("fresh")).status()).isNull();
        assertThat(east.getBucketEncryption(r -> r.bucket("fresh"))
                        .serverSideEncryptionConfiguration()
                        .rules()
                        .get(0)
                        .applyServerSideEncryptionByDefault()
                        .sseAlgorithm())
                .isEqualTo(ServerSideEncryption.AES256);
        assertThat(east.getPublicAccessBlock(r -> r.bucket("fresh"))
                        .publicAccessBlockConfiguration()
                        .blockPublicPolicy())
                .isTrue();
        refused(
                404,
                "NoSuchLifecycleConfiguration",
                () -> east.getBucketLifecycleConfiguration(r -> r.bucket("fresh")));
        refused(404, "ReplicationConfigurationNotFoundError", () -> east.getBucketReplication(r -> r.bucket("fresh")));
        east.deletePublicAccessBlock(r -> r.bucket("fresh"));
        refused(404, "NoSuchPublicAccessBlockConfiguration", () -> east.getPublicAccessBlock(r -> r.bucket("fresh")));

        LifecycleRule old = LifecycleRule.builder()
                .id("old")
                .status(ExpirationStatus.ENABLED)
                .expiration(e -> e.days(30))
                .build();
        east.putBucketLifecycleConfiguration(r -> r.bucket("fresh").lifecycleConfiguration(c -> c.rules(old)));
        assertThat(east.getBucketLifecycleConfiguration(r -> r.bucket("fresh")).rules())
                .hasSize(1);
        ServerSideEncryptionRule kms = ServerSideEncryptionRule.builder()
                .applyServerSideEncryptionByDefault(
                        by -> by.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID("alias/dr"))
                .build();
        east.putBucketEncryption(r -> r.bucket("fresh").serverSideEncryptionConfiguration(c -> c.rules(kms)));
        assertThat(put("fresh", "a", "1").serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
    }

    @Test
    void whatIsWrittenIsReadAtOnceInEveryForm() throws IOException {
        east.createBucket(r -> r.bucket("bucket"));
        String etag = put("bucket", "a/1", "one").eTag();
        assertThat(etag).isEqualTo("\"f97c5d29941bfb1b2fdab0874906ab82\"");
        assertThat(text("a/1")).isEqualTo("one");
        assertThat(east.getObject(r -> r.bucket("bucket").key("a/1"), ResponseTransformer.toBytes())
                        .asUtf8String())
                .isEqualTo("one");
        try (InputStream stream = east.getObject(r -> r.bucket("bucket").key("a/1"))) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("one");
        }
        Path file = folder.resolve("file");
        east.getObject(r -> r.bucket("bucket").key("a/1"), file);
        assertThat(Files.readString(file)).isEqualTo("one");
        east.putObject(r -> r.bucket("bucket").key("a/2"), file);
        assertThat(text("a/2")).isEqualTo("one");
        assertThat(east.headObject(r -> r.bucket("bucket").key("a/1"))).satisfies(head -> {
            assertThat(head.contentLength()).isEqualTo(3);
            assertThat(head.versionId()).isNull();
            assertThat(head.metadata()).isEmpty();
        });
        east.deleteObject(r -> r.bucket("bucket").key("a/1"));
        assertThatThrownBy(() -> text("a/1")).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> east.headObject(r -> r.bucket("bucket").key("a/1")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void conditionalWritesWriteOnce() {
        east.createBucket(r -> r.bucket("bucket"));
        world.faults().next("s3", "PutObject", Fault.LOST_RESPONSE);
        assertThatThrownBy(() -> once("entry", "mine")).isInstanceOf(SdkClientException.class);
        refused(412, "PreconditionFailed", () -> once("entry", "other"));
        assertThat(text("entry")).isEqualTo("mine");

        String etag = east.headObject(r -> r.bucket("bucket").key("entry")).eTag();
        String next = east.putObject(
                        r -> r.bucket("bucket").key("entry").ifMatch(etag), RequestBody.fromString("newer"))
                .eTag();
        refused(
                412,
                "PreconditionFailed",
                () -> east.putObject(
                        r -> r.bucket("bucket").key("entry").ifMatch(etag), RequestBody.fromString("late")));
        refused(
                404,
                "NoSuchKey",
                () -> east.putObject(
                        r -> r.bucket("bucket").key("none").ifMatch(next), RequestBody.fromString("late")));
        world.script(S3Scripts.conflicts("bucket", true));
        refused(409, "ConditionalRequestConflict", () -> once("free", "x"));
        world.script(S3Scripts.conflicts("bucket", false));
        once("free", "x");
    }

    @Test
    void listsByKeyInPages() {
        east.createBucket(r -> r.bucket("bucket"));
        for (int i = 0; i < 25; i++) {
            put("bucket", "dir-" + i % 3 + "/" + i, "x");
        }
        List<String> keys = east.listObjectsV2Paginator(r -> r.bucket("bucket").maxKeys(10)).contents().stream()
                .map(S3Object::key)
                .toList();
        assertThat(keys).hasSize(25).isSorted();
        assertThat(east.listObjectsV2(r -> r.bucket("bucket").prefix("dir-1/")).keyCount())
                .isEqualTo(8);
        assertThat(east.listObjectsV2(r -> r.bucket("bucket").delimiter("/")).commonPrefixes())
                .hasSize(3);
    }

    @Test
    void versionsOutliveDeletionAndLocksOutliveWishes() {
        east.createBucket(r -> r.bucket("bucket").objectLockEnabledForBucket(true));
        String first = east.putObject(
                        r -> r.bucket("bucket")
                                .key("k")
                                .objectLockMode(ObjectLockMode.COMPLIANCE)
                                .objectLockRetainUntilDate(World.EPOCH.plus(Duration.ofDays(1))),
                        RequestBody.fromString("1"))
                .versionId();
        put("bucket", "k", "2");
        String marker = east.deleteObject(r -> r.bucket("bucket").key("k")).versionId();
        assertThatThrownBy(() -> text("k")).isInstanceOf(NoSuchKeyException.class);
        assertThat(east.listObjectVersions(r -> r.bucket("bucket"))).satisfies(listing -> {
            assertThat(listing.versions()).hasSize(2).noneMatch(version -> version.isLatest());
            assertThat(listing.deleteMarkers()).singleElement().matches(entry -> entry.isLatest());
        });
        assertThat(east.listObjectVersionsPaginator(r -> r.bucket("bucket").maxKeys(1)).versions().stream())
                .hasSize(2);
        assertThat(east.getObjectAsBytes(r -> r.bucket("bucket").key("k").versionId(first))
                        .asUtf8String())
                .isEqualTo("1");
        refused(
                403,
                "AccessDenied",
                () -> east.deleteObject(r -> r.bucket("bucket").key("k").versionId(first)));
        east.deleteObject(r -> r.bucket("bucket").key("k").versionId(marker));
        assertThat(text("k")).isEqualTo("2");
        world.timeline().runUntil(World.EPOCH.plus(Duration.ofDays(2)));
        east.deleteObject(r -> r.bucket("bucket").key("k").versionId(first));
        refused(
                404,
                "NoSuchVersion",
                () -> east.headObject(r -> r.bucket("bucket").key("k").versionId(first)));
    }

    @Test
    void aReopenedWorldIsTheSame() {
        List<Object> seen;
        try (World persisted = World.open(folder.resolve("world"), 7)) {
            S3Client s3 = persisted.client(S3Client.class, "us-east-1");
            s3.createBucket(r -> r.bucket("bucket"));
            s3.putBucketVersioning(
                    r -> r.bucket("bucket").versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
            for (String content : new String[] {"1", "2", "3"}) {
                s3.putObject(r -> r.bucket("bucket").key("k"), RequestBody.fromString(content));
            }
            s3.deleteObject(r -> r.bucket("bucket").key("k"));
            s3.putObject(r -> r.bucket("bucket").key("binary"), RequestBody.fromBytes(new byte[] {0, -1, 7}));
            seen = everything(persisted);
        }
        try (World persisted = World.open(folder.resolve("world"), 7)) {
            assertThat(everything(persisted)).isEqualTo(seen);
        }
    }

    private static List<Object> everything(World world) {
        S3Client s3 = world.client(S3Client.class, "us-east-1");
        List<Object> seen = new ArrayList<>();
        seen.add(s3.listBuckets());
        seen.add(s3.listObjectVersions(r -> r.bucket("bucket")));
        seen.add(s3.getObjectAsBytes(r -> r.bucket("bucket").key("binary")));
        seen.add(world.inventory());
        return seen;
    }

    private PutObjectResponse put(String bucket, String key, String content) {
        return east.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    private void once(String key, String content) {
        east.putObject(r -> r.bucket("bucket").key(key).ifNoneMatch("*"), RequestBody.fromString(content));
    }

    private String text(String key) {
        return east.getObjectAsBytes(r -> r.bucket("bucket").key(key)).asUtf8String();
    }

    private static void refused(int status, String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }
}
