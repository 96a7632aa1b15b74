package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.EAST;
import static io.labelmint.dr.check.postgres.Databases.point;
import static io.labelmint.dr.check.postgres.Databases.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.DbSnapshots;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

class BackupSizeTest {
    private final Databases databases = new Databases();
    private final BackupSize check = new BackupSize();

    @Test
    void halfOfTheMedianPassesAndLessFails() {
        databases.snapshots(EAST, sized(0, 50), sized(1, 100), sized(2, 100), sized(3, 10));
        Finding finding = databases.orders(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts()).containsEntry("medianBytes", String.valueOf(100L << 30));

        databases.snapshots(EAST, sized(0, 49), sized(1, 100), sized(2, 100), sized(3, 10));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void theFirstHasNothingToBeComparedWith() {
        databases.snapshots(EAST, sized(0, 100));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(databases.orders(check).facts()).containsEntry("compared", "0");
    }

    @Test
    void aSizeThatAwsBackupDoesNotTellIsNotTested() {
        Databases.RecoveryPoint unsized = point("b", Duration.ofHours(1));
        unsized.point().backupSizeInBytes(0L);
        databases.vault(EAST, point("a", Duration.ofDays(1)), unsized);
        Finding finding = databases.billing(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(finding.facts()).containsEntry("backup", "awsbackup:b");
    }

    @Test
    void earlierOnesWithoutASizeAreNotCompared() {
        Databases.RecoveryPoint unsized = point("a", Duration.ofDays(1));
        unsized.point().backupSizeInBytes(null);
        databases.vault(EAST, unsized, point("b", Duration.ofHours(1)));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void failsWithoutABackupAndIsNotTestedWhenNotRead() {
        databases.snapshots(EAST);
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);

        databases.aws.denies(new DbSnapshots(EAST));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    private static DBSnapshot.Builder sized(int daysAgo, int gib) {
        return snapshot("s" + daysAgo, Duration.ofDays(daysAgo).plusHours(1)).allocatedStorage(gib);
    }
}
