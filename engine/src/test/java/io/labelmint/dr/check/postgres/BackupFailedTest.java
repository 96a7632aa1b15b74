package io.labelmint.dr.check.postgres;

import static io.labelmint.dr.check.postgres.Databases.EAST;
import static io.labelmint.dr.check.postgres.Databases.NOW;
import static io.labelmint.dr.check.postgres.Databases.WEST;
import static io.labelmint.dr.check.postgres.Databases.job;
import static io.labelmint.dr.check.postgres.Databases.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.BackupJobs;
import io.labelmint.dr.observatory.DbSnapshots;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupFailedTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Databases databases = new Databases();
    private final BackupFailed check = new BackupFailed();

    @Test
    void passesWhenEverythingOfTheLastDayIsFinished() {
        databases.snapshots(EAST, snapshot("a", HOUR)).snapshots(WEST, snapshot("a", HOUR));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.jobs(job("j", HOUR, "COMPLETED").messageCategory("SUCCESS"));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aFailedSnapshotIsToldInEitherRegion() {
        databases
                .snapshots(EAST, snapshot("a", HOUR))
                .snapshots(WEST, snapshot("a", HOUR).status("failed"));
        Finding finding = databases.orders(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).contains("Backup a in us-west-2 is failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "ABORTED", "EXPIRED", "PARTIAL"})
    void aJobWithoutAWholeRecoveryPointIsTold(String state) {
        databases.jobs(job("j", HOUR, state).statusMessage("why"));
        assertThat(databases.billing(check).summary()).contains("Backup j in us-east-1 is " + state + ": why");
    }

    @Test
    void completedWithIssuesIsTold() {
        databases.jobs(job("j", HOUR, "COMPLETED").messageCategory("AccessDenied"));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(databases.billing(check).summary()).contains("completed with issues: AccessDenied");
    }

    @Test
    void aLaterGoodOneMakesUpAndTheFailureStaysAFact() {
        databases.jobs(
                job("later", Duration.ofMinutes(30), "COMPLETED").messageCategory("SUCCESS"),
                job("earlier", HOUR, "FAILED"));
        Finding finding = databases.billing(check);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts()).containsEntry("earlier", "is FAILED");
    }

    @Test
    void aJobMayWaitAnHourToBeStarted() {
        databases.jobs(job("j", HOUR, "CREATED"));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.jobs(job("j", HOUR.plusSeconds(1), "PENDING"));
        assertThat(databases.billing(check).summary()).contains("waits to be started");

        databases.jobs(job("j", Duration.ofDays(3), "CREATED"));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aSnapshotMayTakeTwelveHours() {
        databases.snapshots(WEST, snapshot("a", HOUR));
        databases.snapshots(EAST, snapshot("a", Duration.ofHours(12)).status("creating"));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.snapshots(
                EAST, snapshot("a", Duration.ofHours(12).plusSeconds(1)).status("creating"));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void noneInTheLastDayIsMissing() {
        databases.jobs(job("j", Duration.ofHours(26), "COMPLETED"));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.PASSED);

        databases.jobs(job("j", Duration.ofHours(26).plusSeconds(1), "COMPLETED"));
        assertThat(databases.billing(check).summary()).contains("No backup of").contains("was begun");
    }

    @Test
    void isNotTestedWhenNotRead() {
        databases.aws.denies(BackupJobs.recent(EAST, NOW));
        assertThat(databases.billing(check).verdict()).isEqualTo(Verdict.NOT_TESTED);

        databases.snapshots(EAST, snapshot("a", HOUR)).aws.denies(new DbSnapshots(WEST));
        assertThat(databases.orders(check).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }
}
