package io.labelmint.dr.restore;

import static io.labelmint.dr.restore.ObjectWorld.BUCKET;
import static io.labelmint.dr.restore.ObjectWorld.ESTATE;
import static io.labelmint.dr.restore.ObjectWorld.JSON;
import static io.labelmint.dr.restore.ObjectWorld.OPERATION;
import static io.labelmint.dr.restore.ObjectWorld.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.plan.Batch;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Outcome;
import io.labelmint.dr.run.Outcome.Result;
import io.labelmint.dr.simulator.s3.S3Scripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** Restores of buckets to a moment: what comes back, what is refused, and that nothing else is touched. */
final class ObjectRestoreTest {
    private final ObjectWorld world = new ObjectWorld(5);
    private final Map<String, String> before = new TreeMap<>();
    private Instant at;

    /** Keys of every kind: kept, overwritten, deleted, new; with names that are hard to list, to sort and to send. */
    private void past() {
        for (String key : List.of(
                "p/a",
                "p/b b",
                "p/c+c",
                "p/%2Fd",
                "p/\u00e4/\u00f6",
                "p/\uD83D\uDE42",
                "p/\uFF5E",
                "p/x\ty",
                "p/../z",
                "q/other")) {
            world.put(BUCKET, key, "old " + key);
            before.put(key, "old " + key);
        }
        world.put(BUCKET, "p/gone-before", "gone");
        world.pass(Duration.ofMinutes(1));
        world.delete(BUCKET, "p/gone-before");
        world.pass(Duration.ofMinutes(1));
        at = world.timeline.now();
        world.pass(Duration.ofMinutes(1));
        world.put(BUCKET, "p/a", "new");
        world.put(BUCKET, "p/\uD83D\uDE42", "new");
        world.put(BUCKET, "q/other", "new");
        world.delete(BUCKET, "p/b b");
        world.delete(BUCKET, "p/../z");
        world.put(BUCKET, "p/gone-before", "again");
        world.put(BUCKET, "p/new", "new");
        world.pass(Duration.ofMinutes(5));
    }

    private Map<String, String> expected(String from, String to) {
        Map<String, String> expected = new TreeMap<>();
        before.forEach((key, content) -> {
            if (key.startsWith(from)) {
                expected.put(to + key.substring(from.length()), content);
            }
        });
        return expected;
    }

    @Test
    void besideEveryKeyHasWhatItHadAndTheSourceIsAsItWas() {
        past();
        List<String> source = world.everything(BUCKET);
        world.put(OTHER, "there", "before");

        Plan plan = world.beside(at, "p/", OTHER + "/r/", 3);
        assertThat(world.process(plan, -1).orElseThrow().result()).isEqualTo(Result.SUCCEEDED);

        Map<String, String> expected = expected("p/", "r/");
        expected.put("there", "before");
        assertThat(world.contents(OTHER)).isEqualTo(expected);
        assertThat(world.everything(BUCKET)).isEqualTo(source);
        HeadObjectResponse copy = world.s3.headObject(r -> r.bucket(OTHER).key("r/a"));
        assertThat(copy.metadata()).containsEntry("owner", "somebody").containsEntry("dr-operation", OPERATION.value());
        assertThat(copy.tagCount()).isEqualTo(1);
    }

    @Test
    void inPlaceEveryKeyHasWhatItHadAndEveryVersionStays() {
        past();
        List<String> versions = world.everything(BUCKET);

        Plan plan = world.inPlace(at, "p/", 3);
        assertThat(((Batch) plan.actions().get(0)).summary())
                .startsWith("2 objects (19 bytes) come back, 2 (")
                .contains("2 are hidden; no version is removed.");
        assertThat(world.process(plan, -1).orElseThrow().result()).isEqualTo(Result.SUCCEEDED);

        Map<String, String> expected = expected("p/", "p/");
        expected.put("q/other", "new");
        assertThat(world.contents(BUCKET)).isEqualTo(expected);
        assertThat(world.everything(BUCKET)).containsAll(versions);
        // Two come back, two are replaced, two are hidden; what was as it was is not written.
        assertThat(world.everything(BUCKET)).hasSize(versions.size() + 6);
    }

    @Test
    void whereverItIsKilledItIsFinishedAndNothingIsWrittenTwice() {
        for (boolean inPlace : List.of(true, false)) {
            int boundary = 0;
            for (boolean died = true; died; boundary++) {
                ObjectRestoreTest trial = new ObjectRestoreTest();
                trial.past();
                Plan plan = inPlace
                        ? trial.world.inPlace(trial.at, "p/", 3)
                        : trial.world.beside(trial.at, "p/", OTHER + "/r/", 3);
                int existing = trial.world.everything(inPlace ? BUCKET : OTHER).size();
                Optional<Outcome> first = trial.world.process(plan, boundary);
                died = first.isEmpty();
                Outcome end =
                        first.orElseGet(() -> trial.world.process(plan, -1).orElseThrow());

                String how = (inPlace ? "in place" : "beside") + ", killed at boundary " + boundary;
                assertThat(end.result()).as(how).isEqualTo(Result.SUCCEEDED);
                assertThat(trial.world.everything(inPlace ? BUCKET : OTHER))
                        .as(how)
                        .hasSize(existing + (inPlace ? 6 : 9));
            }
            assertThat(boundary).isGreaterThan(18);
        }
    }

    @Test
    void whatSomebodyWritesMeanwhileIsLeftAloneAndTold() {
        past();
        Plan inPlace = world.inPlace(at, "p/", 3);
        Plan beside = world.planner(Batch.MOST_CALLS)
                .beside(
                        new OperationId("restored-assets-2"),
                        ESTATE.buckets().get(0),
                        Side.PRIMARY,
                        new RestorePoint.At(at),
                        "p/",
                        OTHER + "/r/");
        world.pass(Duration.ofSeconds(10));
        world.put(BUCKET, "p/a", "theirs", Map.of("dr-operation", "restored-assets-9"));
        world.delete(BUCKET, "p/\uD83D\uDE42");
        world.put(BUCKET, "p/new", "theirs too");
        world.put(OTHER, "r/a", "theirs", Map.of("dr-operation", "restored-assets-2"));

        Outcome replaced = world.process(inPlace, -1).orElseThrow();
        Outcome copied = world.process(beside, -1).orElseThrow();

        assertThat(replaced.result()).isEqualTo(Result.FAILED);
        assertThat(replaced.problems().get(0).summary()).startsWith("3 objects of acme-assets/p/ were written");
        assertThat(world.contents(BUCKET))
                .containsEntry("p/a", "theirs")
                .containsEntry("p/new", "theirs too")
                .containsEntry("p/b b", "old p/b b")
                .doesNotContainKey("p/\uD83D\uDE42");
        assertThat(copied.result()).isEqualTo(Result.FAILED);
        assertThat(copied.problems().get(0).code()).isEqualTo("restore.left-alone");
        assertThat(world.contents(OTHER)).containsEntry("r/a", "theirs").hasSize(9);
    }

    @Test
    void aVersionThatIsGoneSinceThePlanFailsItsPieceBeforeAnythingOfItIsWritten() {
        past();
        Plan plan = world.beside(at, "p/", OTHER + "/r/", 100);
        String version = world.s3
                .listObjectVersions(r -> r.bucket(BUCKET).prefix("p/c+c"))
                .versions()
                .get(0)
                .versionId();
        world.s3.deleteObject(r -> r.bucket(BUCKET).key("p/c+c").versionId(version));

        Outcome outcome = world.process(plan, -1).orElseThrow();

        assertThat(outcome.problems().get(0).code()).isEqualTo("restore.changed");
        assertThat(world.contents(OTHER)).isEmpty();
    }

    @Test
    void theDigestOfThePlanCoversWhatTheBucketHad() {
        past();
        Plan one = world.beside(at, "p/", OTHER + "/r/", 3);
        assertThat(world.beside(at, "p/", OTHER + "/r/", 3).digest(JSON)).isEqualTo(one.digest(JSON));
        world.put(BUCKET, "p/a", "newer");
        assertThat(world.beside(at, "p/", OTHER + "/r/", 3).digest(JSON)).isEqualTo(one.digest(JSON));
        String version = world.s3
                .listObjectVersions(r -> r.bucket(BUCKET).prefix("p/c+c"))
                .versions()
                .get(0)
                .versionId();
        world.s3.deleteObject(r -> r.bucket(BUCKET).key("p/c+c").versionId(version));
        assertThat(world.beside(at, "p/", OTHER + "/r/", 3).digest(JSON)).isNotEqualTo(one.digest(JSON));
    }

    @Test
    void aThousandObjectsTakeTwoThousandCalls() {
        for (int i = 0; i < 1000; i++) {
            world.put(BUCKET, "p/" + i, "object " + i);
        }
        world.pass(Duration.ofMinutes(5));
        at = world.timeline.now().minus(Duration.ofMinutes(2));
        Map<String, Long> before = world.calls();
        Plan plan = world.beside(at, "p/", OTHER + "/r/", Batch.MOST_CALLS);
        world.process(plan, -1);

        Map<String, Long> calls = world.calls();
        before.forEach((operation, number) -> calls.merge(operation, -number, Long::sum));
        calls.values().removeIf(number -> number == 0);
        System.out.println("calls to restore 1000 objects: " + calls);
        assertThat(calls).containsEntry("CopyObject", 1000L).containsEntry("HeadObject", 1000L);
        assertThat(calls.values().stream().mapToLong(Long::longValue).sum()).isLessThan(2030);
    }

    @Test
    void whatCannotComeOutWellIsRefusedBeforeAnythingIsWritten() {
        past();
        Instant now = world.timeline.now();
        world.put(OTHER, "full/x", "there");
        world.s3.createBucket(r -> r.bucket("acme-plain"));
        world.world
                .client(S3Client.class, "us-west-2")
                .createBucket(
                        r -> r.bucket("acme-west").createBucketConfiguration(c -> c.locationConstraint("us-west-2")));
        int calls = world.world.calls().size();

        refused(() -> world.beside(now.plusSeconds(60), "p/", OTHER, 9), "restore.not-over", "in the future");
        refused(() -> world.beside(now, "p/", OTHER, 9), "restore.not-over", "less than a minute ago");
        refused(() -> world.beside(at, "p/", OTHER + "/full/", 9), "restore.not-empty", "none of them is overwritten");
        refused(() -> world.beside(at, "p/", BUCKET + "/p/copy/", 9), "restore.onto-itself", "--in-place");
        refused(() -> world.beside(at, "p/", BUCKET, 9), "restore.onto-itself", "Name another bucket or prefix");
        refused(() -> world.beside(at, "p/", "acme-nowhere", 9), "restore.no-bucket", "There is no bucket");
        refused(() -> world.beside(at, "p/", "acme-west", 9), "restore.other-region", "is in us-west-2");
        refused(() -> world.beside(at, "p/", "Not A Bucket", 9), "restore.no-such-place", "names no bucket");
        refused(() -> world.beside(at, "none/", OTHER + "/r/", 9), "restore.nothing-there", "nor does anything now");
        refused(
                () -> world.inPlace(Instant.parse("2026-01-04T00:00:00Z"), "p/", 9),
                "restore.nothing-there",
                "the oldest that is still there is of 2026-01-05T00:00:00Z");
        refused(
                () -> world.planner(9)
                        .inPlace(OPERATION, ESTATE.buckets().get(0), Side.PRIMARY, new RestorePoint.Latest(), ""),
                "restore.nothing-to-do",
                "would change nothing");
        refused(
                () -> world.planner(9)
                        .inPlace(
                                OPERATION,
                                ESTATE.buckets().get(0),
                                Side.PRIMARY,
                                new RestorePoint.Backup("arn:aws:rds:us-east-1:123456789012:snapshot:x"),
                                ""),
                "restore.no-such-point",
                "a moment from its versions");
        refused(() -> world.inPlace(now.minusSeconds(120), "p/", 9), "restore.nothing-to-do", "none of them changed");
        world.world.script(S3Scripts.size(BUCKET, "p/c+c", 6L << 30));
        refused(() -> world.beside(at, "p/", OTHER + "/r/", 9), "restore.cannot-be-copied", "1 objects");
        assertThat(world.inPlace(at, "p/", 9))
                .as("it is as it was, so it is not copied")
                .isNotNull();
        world.world.script(S3Scripts.size(BUCKET, "p/c+c", 1));
        assertThat(world.world.calls().subList(calls, world.world.calls().size()))
                .noneMatch(call -> call.operation().matches("(Copy|Put|Delete)Object"));

        encrypted(OTHER, "alias/gone");
        refused(
                () -> world.beside(at, "p/", OTHER + "/r/", 9),
                "restore.missing",
                "KMS key alias/gone, which objects of acme-restored are encrypted with, does not exist in us-east-1.");
        encrypted(OTHER, null);
        archived();
        refused(
                () -> world.beside(world.timeline.now().minusSeconds(90), "p/", OTHER + "/r/", 9),
                "restore.cannot-be-copied",
                "DEEP_ARCHIVE");
        lifecycle(1);
        world.pass(Duration.ofDays(3));
        refused(() -> world.beside(at, "p/", OTHER + "/r/", 9), "restore.expired", "after 1 days");
        world.s3.putBucketVersioning(
                r -> r.bucket(BUCKET).versioningConfiguration(v -> v.status(BucketVersioningStatus.SUSPENDED)));
        refused(() -> world.inPlace(at, "p/", 9), "restore.not-versioned", "suspended");
    }

    private void encrypted(String bucket, String key) {
        ServerSideEncryptionByDefault how = ServerSideEncryptionByDefault.builder()
                .sseAlgorithm(key == null ? ServerSideEncryption.AES256 : ServerSideEncryption.AWS_KMS)
                .kmsMasterKeyID(key)
                .build();
        ServerSideEncryptionRule rule = ServerSideEncryptionRule.builder()
                .applyServerSideEncryptionByDefault(how)
                .build();
        world.s3.putBucketEncryption(r -> r.bucket(bucket).serverSideEncryptionConfiguration(c -> c.rules(rule)));
    }

    private void archived() {
        world.s3.putObject(
                r -> r.bucket(BUCKET).key("p/cold").storageClass(StorageClass.DEEP_ARCHIVE),
                RequestBody.fromString("cold"));
        world.pass(Duration.ofMinutes(2));
    }

    private void lifecycle(int days) {
        LifecycleRule rule = LifecycleRule.builder()
                .id("short")
                .status(ExpirationStatus.ENABLED)
                .filter(f -> f.prefix(""))
                .noncurrentVersionExpiration(n -> n.noncurrentDays(days))
                .build();
        world.s3.putBucketLifecycleConfiguration(r -> r.bucket(BUCKET).lifecycleConfiguration(c -> c.rules(rule)));
    }

    private static void refused(ThrowingCallable planning, String code, String fact) {
        assertThatThrownBy(planning).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().summary() + " " + e.problem().remedy()).contains(fact);
        });
    }
}
