package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.cli.EmulatedEstate.Run;
import io.labelmint.dr.emulator.Emulator;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * Restores of objects over HTTP, by the command itself: keys that are hard to send come back as they were, beside and in
 * place. moto stands for S3; a moment has to be a minute old, so the test takes a little longer than that.
 */
@Tag("emulator")
class RestoreObjectsIT {
    private static final String BUCKET = """
            buckets:
              - id: assets
                bucket: NAME-assets
                replica: NAME-assets-dr
                objectives: { rpo: 1h, rto: 4h }
            """;

    private static final String[] KEYS = {
        "p/a", "p/b c+d", "p/\u00e4/\u00f6", "p/\uD83D\uDE42", "p/100%25", "p/x&y=z", "p/deleted later", "p/same"
    };

    @TempDir
    Path folder;

    @Test
    void whatABucketHadComesBackBesideAndInPlace() throws Exception {
        try (EmulatedEstate estate = EmulatedEstate.seeded(Emulator.MOTO, folder, BUCKET)) {
            S3Client s3 = estate.mutating().client(S3Client.class, EmulatedEstate.PRIMARY);
            String bucket = estate.name().replaceFirst("-it$", "") + "-assets";
            String other = bucket + "-again";
            s3.createBucket(request -> request.bucket(other));
            Map<String, String> then = new TreeMap<>();
            for (String key : KEYS) {
                put(s3, bucket, key, "old " + key);
                then.put(key, "old " + key);
            }
            Instant at = nextSecond();
            put(s3, bucket, "p/a", "new");
            put(s3, bucket, "p/\uD83D\uDE42", "new");
            put(s3, bucket, "p/late", "new");
            s3.deleteObject(request -> request.bucket(bucket).key("p/deleted later"));
            int versions = s3.listObjectVersions(request -> request.bucket(bucket))
                    .versions()
                    .size();
            waitUntil(at.plusSeconds(65));

            String[] beside = {
                "restore",
                "assets",
                "--to",
                at.toString(),
                "--region",
                "primary",
                "--prefix",
                "p/",
                "--as",
                other + "/r/"
            };
            Run dry = estate.dr(with(beside, "--dry-run"));
            assertThat(dry.out())
                    .as(dry.err())
                    .contains("8 objects (", "nothing is overwritten")
                    .contains("CopyObject");
            assertThat(contents(s3, other)).isEmpty();
            Run copied = estate.dr(beside);
            assertThat(copied.code()).as(copied.out() + copied.err()).isZero();
            Map<String, String> expected = new TreeMap<>();
            then.forEach((key, content) -> expected.put("r/" + key.substring(2), content));
            assertThat(contents(s3, other)).isEqualTo(expected);
            var head = s3.headObject(request -> request.bucket(other).key("r/a"));
            assertThat(head.metadata()).containsEntry("owner", "somebody").containsKey("dr-operation");
            assertThat(head.contentType()).isEqualTo("text/plain");
            assertThat(head.cacheControl()).isEqualTo("no-cache");
            assertThat(s3.getObjectTagging(request -> request.bucket(other).key("r/a"))
                            .tagSet())
                    .singleElement()
                    .satisfies(tag -> assertThat(tag.value()).isEqualTo("test"));

            Run again = estate.dr(with(beside, "--dry-run"));
            assertThat(again.code()).as(again.out()).isNotZero();
            assertThat(again.out() + again.err()).contains("none of them is overwritten");

            Run inPlace = estate.dr("restore", "assets", "--to", at.toString(), "--prefix", "p/", "--in-place");
            assertThat(inPlace.code()).as(inPlace.out() + inPlace.err()).isZero();
            assertThat(contents(s3, bucket)).isEqualTo(then);
            assertThat(s3.listObjectVersions(request -> request.bucket(bucket)).versions())
                    .hasSize(versions + 3);
        }
    }

    private static String[] with(String[] words, String word) {
        String[] more = java.util.Arrays.copyOf(words, words.length + 1);
        more[words.length] = word;
        return more;
    }

    private static void put(S3Client s3, String bucket, String key, String content) {
        s3.putObject(
                request -> request.bucket(bucket)
                        .key(key)
                        .contentType("text/plain")
                        .cacheControl("no-cache")
                        .metadata(Map.of("owner", "somebody"))
                        .tagging("kind=test"),
                RequestBody.fromString(content));
    }

    private static Map<String, String> contents(S3Client s3, String bucket) {
        Map<String, String> contents = new TreeMap<>();
        for (ObjectVersion version :
                s3.listObjectVersions(request -> request.bucket(bucket)).versions()) {
            if (version.isLatest()) {
                contents.put(
                        version.key(),
                        s3.getObjectAsBytes(request -> request.bucket(bucket).key(version.key()))
                                .asUtf8String());
            }
        }
        return contents;
    }

    /** A second in which nothing was written, and after which something may be. */
    private static Instant nextSecond() throws InterruptedException {
        Instant second = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        waitUntil(second.plusSeconds(1).plusMillis(50));
        return second;
    }

    private static void waitUntil(Instant instant) throws InterruptedException {
        long left = instant.toEpochMilli() - System.currentTimeMillis();
        if (left > 0) {
            Thread.sleep(left);
        }
    }
}
