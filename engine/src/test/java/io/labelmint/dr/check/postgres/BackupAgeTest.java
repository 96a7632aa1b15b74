package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.EAST;
import static io.labelmint.dr.check.postgres.Databases.point;
import static io.labelmint.dr.check.postgres.Databases.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.DbSnapshots;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackupAgeTest {
    private static final Duration LIMIT = Duration.ofHours(26);

    private final Databases databases = new Databases();
    private final BackupAge check = new BackupAge();

    @Test
    void passesAtTheLimitAndFailsASecondLater() {
        databases.snapshots(EAST, snapshot("a", LIMIT));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.snapshots(EAST, snapshot("a", LIMIT.plusSeconds(1)));
        Finding finding = databases.orders(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.facts()).containsEntry("ageSeconds", "93601").containsEntry("limitSeconds", "93600");
    }

    @Test
    void judgesTheNewest() {
        databases.snapshots(EAST, snapshot("new", Duration.ofHours(1)), snapshot("old", Duration.ofDays(9)));
        assertThat(databases.orders(check).facts()).containsEntry("backup", "new");
    }

    @Test
    void neitherUnfinishedNorAutomatedNorForeignSnapshotsCount() {
        databases.snapshots(
                EAST,
                snapshot("running", Duration.ofHours(1)).status("creating"),
                snapshot("automated", Duration.ofHours(1)).snapshotType("automated"),
                snapshot("foreign", Duration.ofHours(1)).dbInstanceIdentifier("other"));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void isNotTestedWhenSnapshotsAreNotRead() {
        databases.aws.denies(new DbSnapshots(EAST));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void aRecoveryPointIsAsOldAsItsDataAndNotAsItsJob() {
        databases.vault(EAST, point("a", LIMIT));
        Finding finding = databases.billing(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts()).containsEntry("backup", "awsbackup:a");

        databases.vault(EAST, point("a", LIMIT.plusSeconds(1)));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aRecoveryPointThatIsPartialOrHasLostItsSnapshotDoesNotCount() {
        Databases.RecoveryPoint partial = point("a", Duration.ofHours(1));
        partial.point().status("PARTIAL");
        databases.vault(EAST, partial);
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.FAILED);

        databases.vault(EAST, point("a", Duration.ofHours(1)));
        databases.loseSnapshots(EAST);
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void failsWithoutTheVaultAndIsNotTestedWhenVaultsAreNotRead() {
        databases.aws.answers(new BackupVaults(EAST), List.of());
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(databases.billing(check).summary()).contains("vault labelmint-production in us-east-1");

        databases.aws.denies(new BackupVaults(EAST));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }
}
