package io.labelmint.dr.review.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.KeyRotation;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import io.labelmint.dr.observatory.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Keys of every kind there is, and whether more is asked of them than KMS can do. */
final class KeyRotationOnTest {
    private static final String ARN = "arn:aws:kms:us-east-1:123456789012:key/1111";
    private static final String DR_ARN = "arn:aws:kms:us-west-2:123456789012:key/2222";

    private final FakeObservatory observatory = new FakeObservatory();
    private final Estate estate = EstateLoader.parse("""
            project: acme
            environment: production
            regions: { primary: us-east-1, dr: us-west-2 }
            databases:
              - id: orders-db
                instance: acme-orders
                keys: { primary: alias/backup, dr: alias/backup }
                objectives: { rpo: 24h, rto: 4h }
            """, "estate.yaml");

    @BeforeEach
    void keysAreInOrder() {
        observatory
                .answers(new DbInstances(LabelMint.EAST), List.of(instance(ARN)))
                .answers(new DbInstances(LabelMint.WEST), List.of())
                .answers(new ManualDbSnapshots(LabelMint.EAST), List.of(snapshot(ARN)))
                .answers(new ManualDbSnapshots(LabelMint.WEST), List.of(snapshot(DR_ARN)));
        for (String name : List.of("alias/backup", ARN)) {
            key(LabelMint.EAST, name, ARN, all -> {});
        }
        for (String name : List.of("alias/backup", DR_ARN)) {
            key(LabelMint.WEST, name, DR_ARN, all -> {});
        }
        observatory
                .answers(new KeyRotation(LabelMint.EAST, ARN), true)
                .answers(new KeyRotation(LabelMint.WEST, DR_ARN), true);
    }

    @Test
    void aKeyByTwoNamesIsOneKeyAndItsUsesAreSaid() {
        assertThat(run()).extracting(Finding::subject).containsExactly(ARN, DR_ARN);
        assertThat(run()).allMatch(Finding::green);
        assertThat(run().get(0).facts()).containsEntry("usedBy", "acme-orders, orders-db, snapshots of orders-db");
    }

    @Test
    void aKeyThatOnlyAnOldSnapshotRestsOnCountsToo() {
        String old = "arn:aws:kms:us-west-2:123456789012:key/3333";
        observatory.answers(new ManualDbSnapshots(LabelMint.WEST), List.of(snapshot(DR_ARN), snapshot(old)));
        key(
                LabelMint.WEST,
                old,
                old,
                all -> all.keyState("PendingDeletion").deletionDate(Instant.parse("2026-12-01T00:00:00Z")));
        observatory.answers(new KeyRotation(LabelMint.WEST, old), false);

        assertThat(run())
                .filteredOn(finding -> !finding.green())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.summary())
                            .contains("will be deleted on 2026-12-01", "snapshots of orders-db with it")
                            .doesNotContain("not rotated");
                    assertThat(finding.remedy().orElseThrow()).contains("Cancel its deletion now");
                });
    }

    @Test
    void keysThatCannotRotateAreNotAskedAbout() {
        key(LabelMint.EAST, ARN, ARN, all -> all.keySpec("ECC_NIST_P256").keyUsage("SIGN_VERIFY"));
        key(
                LabelMint.EAST,
                "alias/backup",
                ARN,
                all -> all.keySpec("ECC_NIST_P256").keyUsage("SIGN_VERIFY"));

        assertThat(run().get(0).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(run().get(0).facts()).containsEntry("rotates", "cannot");
        assertThat(observatory.asked()).doesNotContain(new KeyRotation(LabelMint.EAST, ARN));
    }

    @Test
    void awsRotatesItsOwnAndNobodyWhatWasImported() {
        for (String name : List.of("alias/backup", ARN)) {
            key(LabelMint.EAST, name, ARN, all -> all.keyManager("AWS"));
        }
        for (String name : List.of("alias/backup", DR_ARN)) {
            key(LabelMint.WEST, name, DR_ARN, all -> all.origin("EXTERNAL"));
        }

        assertThat(run()).extracting(Finding::verdict).containsExactly(Verdict.PASSED, Verdict.FAILED);
        assertThat(run().get(0).summary()).contains("managed by AWS, which rotates it every year");
        assertThat(run().get(1).summary()).contains("is from EXTERNAL, and never changes by itself");
        assertThat(observatory.asked()).noneMatch(KeyRotation.class::isInstance);
    }

    @Test
    void aKeyThatIsMissingOrUnreadIsNotGreen() {
        observatory.answers(new EncryptionKey(LabelMint.WEST, "alias/backup"), Optional.empty());
        observatory.denies(new KeyRotation(LabelMint.EAST, ARN));

        assertThat(run())
                .extracting(Finding::verdict)
                .containsExactlyInAnyOrder(Verdict.FAILED, Verdict.NOT_TESTED, Verdict.PASSED);
    }

    @Test
    void whichKeysAreInUseMustBeKnown() {
        Query<List<DBInstance>> instances = new DbInstances(LabelMint.EAST);
        observatory.denies(instances);

        assertThat(run())
                .filteredOn(finding -> finding.verdict() == Verdict.NOT_TESTED)
                .extracting(Finding::subject)
                .containsExactly("instances in us-east-1");
    }

    private List<Finding> run() {
        return new KeyRotationOn().run(estate, observatory, Instant.EPOCH);
    }

    private void key(String region, String name, String arn, Consumer<KeyMetadata.Builder> change) {
        KeyMetadata.Builder key = KeyMetadata.builder()
                .arn(arn)
                .keyManager("CUSTOMER")
                .keyState("Enabled")
                .keySpec("SYMMETRIC_DEFAULT")
                .origin("AWS_KMS");
        change.accept(key);
        observatory.answers(new EncryptionKey(region, name), Optional.of(key.build()));
    }

    private static DBInstance instance(String key) {
        return DBInstance.builder()
                .dbInstanceIdentifier("acme-orders")
                .kmsKeyId(key)
                .build();
    }

    private static DBSnapshot snapshot(String key) {
        return DBSnapshot.builder()
                .dbSnapshotIdentifier("any")
                .dbInstanceIdentifier("acme-orders")
                .kmsKeyId(key)
                .build();
    }
}
