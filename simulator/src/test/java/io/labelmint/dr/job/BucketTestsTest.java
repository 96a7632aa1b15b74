package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.simulator.s3.S3Scripts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Restore tests of buckets: what they look at, what makes them red, and that they leave nothing and delete nothing else. */
final class BucketTestsTest {
    private static final String WEST = "us-west-2";
    private static final String TESTS = "acme-restore-tests";
    private static final String REPLICA = "acme-assets-dr";
    private static final Estate ESTATE = EstateLoader.parse("""
            project: acme
            environment: production
            regions: { primary: us-east-1, dr: us-west-2 }
            buckets:
              - id: assets
                bucket: acme-assets
                replica: acme-assets-dr
                replicationTimeControl: true
                restore:
                  test: { region: dr, bucket: acme-restore-tests, objects: 20, keepFor: 2h }
                validation: { keys: 100 }
                objectives: { rpo: 1h, rto: 4h }
            """, "estate.yaml");

    @Test
    void objectsAreRestoredComparedAndDeleted() {
        Trial trial = trial();

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).isEmpty();
        assertThat(evidence.findings().stream()
                        .filter(finding -> finding.subject().equals("assets"))
                        .map(Finding::check))
                .containsExactly(
                        RestoreHistory.TESTED,
                        "restore.objects",
                        "restore.checksums",
                        "restore.metadata",
                        "restore.versions",
                        "restore.delete-markers",
                        "restore.replica",
                        RestoreTests.DESTROYED);
        assertThat(find(evidence, "restore.objects").facts()).containsEntry("found", "20");
        assertThat(find(evidence, "restore.versions").facts()).containsEntry("missing", "0");
        assertThat(Integer.parseInt(
                        find(evidence, "restore.delete-markers").facts().get("markers")))
                .isPositive();
        assertThat(copies(trial)).isEmpty();
        // Of what people called their objects nothing is in a finding.
        assertThat(evidence.findings().toString()).doesNotContain("invoices/").doesNotContain("labels/");
    }

    @Test
    void whereverItIsKilledNothingIsLeftAndNothingIsCopiedTwice() {
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = trial();
            Optional<Evidence> first = trial.process(boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> trial.process(-1).orElseThrow());

            String how = "killed at boundary " + boundary;
            assertThat(red(evidence)).as(how).isEmpty();
            assertThat(trial.doneTwice()).as(how).isEmpty();
            assertThat(copies(trial)).as(how).isEmpty();
        }
        assertThat(boundary).isGreaterThan(20);
    }

    @Test
    void aVersionThatIsMissingInTheReplicaIsRed() {
        Trial trial = trial();
        trial.world.script(S3Scripts.lost(REPLICA, "labels/2.txt"));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).containsExactlyInAnyOrder("restore.versions", "restore.replica");
        assertThat(find(evidence, "restore.versions").facts())
                .containsEntry("missing", "1")
                .containsKey("keysSha256");
    }

    @Test
    void aCopyWhoseContentIsNotWhatWasStoredIsRedAndIsDeletedAllTheSame() {
        Trial trial = trial();
        trial.world.script(S3Scripts.copiesCorrupted(TESTS));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).containsExactly("restore.checksums");
        assertThat(copies(trial)).isEmpty();
    }

    @Test
    void aBucketThatPeopleCouldReadIsRefusedBeforeAnythingIsCopied() {
        Trial trial = trial();
        trial.world.client(S3Client.class, WEST).deletePublicAccessBlock(request -> request.bucket(TESTS));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).containsExactly(RestoreHistory.TESTED);
        assertThat(evidence.findings().toString()).contains("does not block public access");
        assertThat(trial.world.calls()).noneMatch(call -> call.operation().equals("CopyObject"));
    }

    @Test
    void whatAProcessForgotIsSweptWhenItsTimeIsOverAndNothingElseIs() {
        Trial trial = trial();
        for (int boundary = 0; copies(trial).isEmpty(); boundary++) {
            trial = trial();
            trial.process(boundary);
        }
        S3Client s3 = trial.world.client(S3Client.class, WEST);
        ObjectVersion one = copies(trial).get(0);
        Map<String, String> mark = s3.headObject(
                        request -> request.bucket(TESTS).key(one.key()).versionId(one.versionId()))
                .metadata();
        // All that a copy says of itself, on an object elsewhere, and beside the copies one that says nothing.
        String beside = one.key().replaceFirst("^(dr-test/[^/]+/).*", "$1theirs");
        s3.putObject(
                request -> request.bucket(TESTS).key("dr-test/ours/but-not").metadata(mark),
                RequestBody.fromString("theirs"));
        s3.putObject(request -> request.bucket(TESTS).key(beside), RequestBody.fromString("theirs"));

        assertThat(trial.fresh(Job.of(Job.Type.SWEEP)).green())
                .as("within its time")
                .isTrue();
        assertThat(copies(trial)).hasSizeGreaterThan(2);
        trial.pass(Duration.ofHours(3));
        Evidence swept = trial.fresh(Job.of(Job.Type.SWEEP));

        assertThat(copies(trial))
                .extracting(ObjectVersion::key)
                .containsExactlyInAnyOrder(beside, "dr-test/ours/but-not");
        assertThat(swept.green()).as("what is left alone is told").isFalse();
        assertThat(swept.findings().toString()).contains("They were left alone");
    }

    private static Trial trial() {
        Trial trial = new Trial(ESTATE, 7);
        trial.job = Job.of(Job.Type.RESTORE_TEST);
        return trial;
    }

    private static List<ObjectVersion> copies(Trial trial) {
        return trial.world
                .client(S3Client.class, WEST)
                .listObjectVersions(request -> request.bucket(TESTS))
                .versions();
    }

    private static Finding find(Evidence evidence, String check) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> red(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> !finding.green())
                .map(Finding::check)
                .toList();
    }
}
