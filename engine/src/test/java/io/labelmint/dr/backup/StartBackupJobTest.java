package io.labelmint.dr.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.BackupJobs;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.RecoveryPoints;
import io.labelmint.dr.observatory.VaultDbSnapshots;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Attempt;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

class StartBackupJobTest {
    private static final String DB = "arn:aws:rds:us-east-1:123456789012:db:billing";
    private static final String POINT = "arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-1";
    private static final SortedSet<String> SNAPSHOT = new TreeSet<>(Set.of("awsbackup:job-1"));
    private static final Instant SINCE = Instant.parse("2026-11-11T00:00:00Z");
    private static final Instant DAY = Instant.parse("2026-11-18T00:00:00Z");
    private static final Instant CREATED = Instant.parse("2026-11-18T02:00:00Z");
    private static final Instant CONSISTENT = Instant.parse("2026-11-18T02:40:00Z");
    private static final Inputs NEW = new Inputs(Map.of(), Facts.NONE);
    private static final Inputs ACCEPTED = new Inputs(Map.of(), Facts.of("jobId", "own"));

    private final FakeObservatory aws = new FakeObservatory();
    private final StartBackupJob action = new StartBackupJob(
            new ActionId("billing-db/backup"),
            Set.of(),
            new Estimate(Duration.ofMinutes(20), Duration.ofHours(8)),
            new OperationId("backup-billing-db-20261118"),
            "us-east-1",
            DB,
            "main",
            "arn:aws:iam::123456789012:role/backup",
            90,
            Map.of("dr:tier", "daily"),
            SINCE);

    @Test
    @SuppressWarnings("unchecked") // parameters are plain maps
    void theCallCarriesTokenLifecycleAndTagsAndIsTheSameEachTime() {
        PlannedCall call = action.call();
        assertThat(action.repeatRule()).isEqualTo(RepeatRule.TOKEN);
        assertThat(call).isEqualTo(action.call());
        assertThat(call.parameters()).containsEntry("IdempotencyToken", "backup-billing-db-20261118");
        assertThat((Map<String, Object>) call.parameters().get("Lifecycle"))
                .containsOnly(Map.entry("DeleteAfterDays", 90L));
        assertThat((Map<String, Object>) call.parameters().get("RecoveryPointTags"))
                .containsEntry("dr:operation", "backup-billing-db-20261118")
                .containsEntry("dr:tier", "daily");
    }

    @Test
    void isAbsentWhenNothingRuns() {
        jobs(job("other", "COMPLETED"), job("foreign", "RUNNING").resourceArn(DB + "-2"));
        assertThat(action.observe(aws, NEW)).isInstanceOf(Progress.Absent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATED", "PENDING", "RUNNING", "ABORTING"})
    void aJobOfAnotherIsWaitedForInWhateverVault(String state) {
        jobs(job("other", state).backupVaultName("elsewhere"));
        assertThat(action.observe(aws, NEW)).isEqualTo(new Progress.Held("waits for job other, " + state));
    }

    @Test
    void itsOwnJobIsToldAsItGoes() {
        jobs(job("own", "CREATED"));
        assertThat(action.observe(aws, ACCEPTED))
                .isEqualTo(new Progress.InProgress("CREATED, waits to be started by AWS Backup"));
        jobs(job("own", "RUNNING").percentDone("40"));
        assertThat(action.observe(aws, ACCEPTED)).isEqualTo(new Progress.InProgress("RUNNING 40 %"));
        jobs();
        assertThat(action.observe(aws, ACCEPTED)).isInstanceOf(Progress.Absent.class);
    }

    @Test
    void isDoneWithTheMomentTheDataWasConsistent() {
        jobs(job("own", "COMPLETED").messageCategory("SUCCESS"));
        point();
        assertThat(action.observe(aws, ACCEPTED))
                .isEqualTo(new Progress.Done(Facts.of(
                        "jobId",
                        "own",
                        "recoveryPointArn",
                        POINT,
                        "consistentAt",
                        CONSISTENT,
                        "sizeBytes",
                        7,
                        "key",
                        "k")));
    }

    @Test
    void issuesAreToldAndTheRecoveryPointIsUsed() {
        jobs(job("own", "COMPLETED").messageCategory("AccessDenied").statusMessage("no tags"));
        point();
        Progress.Done done = (Progress.Done) action.observe(aws, ACCEPTED);
        assertThat(done.facts().get("issues")).isEqualTo("AccessDenied: no tags");
    }

    /** It is not waited for as long as a backup may take: nothing is made any more. */
    @Test
    void aCompletedJobHasUntilTheSettleTimeToShowItsRecoveryPoint() {
        aws.answers(new RecoveryPoints("us-east-1", "main", DB, Optional.of(DAY)), List.of());
        aws.answers(new RecoveryPoints("us-east-1", "main", DB), List.of());
        aws.answers(new VaultDbSnapshots("us-east-1"), List.of());
        jobs(job("own", "COMPLETED").completionDate(FakeObservatory.SENT.minusSeconds(119)));
        assertThat(action.observe(aws, ACCEPTED))
                .isEqualTo(new Progress.InProgress("COMPLETED, recovery point not yet listed"));

        jobs(job("own", "COMPLETED").completionDate(FakeObservatory.SENT.minusSeconds(120)));
        Progress.Failed failed = (Progress.Failed) action.observe(aws, ACCEPTED);
        assertThat(failed.problem().code()).isEqualTo("recovery-point.missing");
        assertThat(failed.problem().facts()).containsEntry("recoveryPointArn", POINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "ABORTED", "EXPIRED", "PARTIAL"})
    void withoutAWholeRecoveryPointItFailed(String state) {
        jobs(
                job("earlier", "COMPLETED").creationDate(CREATED.minusSeconds(60)),
                job("own", state).statusMessage("why"));
        Progress.Failed failed = (Progress.Failed) action.observe(aws, ACCEPTED);
        assertThat(failed.problem().code()).isEqualTo("backup-job.failed");
        assertThat(failed.problem().summary()).contains(state).contains("why");
    }

    @Test
    void aLaterJobMakesUpForItsOwn() {
        jobs(job("own", "FAILED"), job("later", "RUNNING").creationDate(CREATED.plusSeconds(60)));
        assertThat(action.observe(aws, ACCEPTED)).isEqualTo(new Progress.InProgress("RUNNING"));

        jobs(job("own", "FAILED"), job("later", "COMPLETED").creationDate(CREATED.plusSeconds(60)));
        point();
        Progress.Done done = (Progress.Done) action.observe(aws, ACCEPTED);
        assertThat(done.facts().get("jobId")).isEqualTo("later");
    }

    @Test
    void afterAFailureAnotherJobIsStartedUnlessSomebodyDid() {
        Inputs again = new Inputs(Map.of(), Facts.NONE, Attempt.FIRST.next(Facts.of("jobId", "own")));
        jobs(job("own", "FAILED"));
        assertThat(action.observe(aws, again)).isInstanceOf(Progress.Absent.class);
        jobs(job("own", "FAILED"), job("before", "COMPLETED").creationDate(CREATED.minusSeconds(60)));
        assertThat(action.observe(aws, again)).isInstanceOf(Progress.Absent.class);
        jobs(job("own", "FAILED"), job("later", "RUNNING").creationDate(CREATED.plusSeconds(60)));
        assertThat(action.observe(aws, again)).isEqualTo(new Progress.InProgress("RUNNING"));
        jobs(
                job("own", "FAILED"),
                job("later", "RUNNING").backupVaultName("elsewhere").creationDate(CREATED.plusSeconds(60)));
        assertThat(action.observe(aws, again)).isEqualTo(new Progress.Held("waits for job later, RUNNING"));
    }

    @Test
    void whatIsNotReadIsUnknown() {
        aws.denies(new BackupJobs("us-east-1", SINCE));
        assertThat(action.observe(aws, NEW)).isInstanceOf(Progress.Unknown.class);

        jobs(job("own", "COMPLETED"));
        point();
        aws.denies(new VaultDbSnapshots("us-east-1", SNAPSHOT));
        assertThat(action.observe(aws, ACCEPTED)).isInstanceOf(Progress.Unknown.class);
    }

    private void jobs(BackupJob.Builder... jobs) {
        aws.answers(
                new BackupJobs("us-east-1", SINCE),
                Stream.of(jobs).map(BackupJob.Builder::build).toList());
    }

    private void point() {
        aws.answers(
                new RecoveryPoints("us-east-1", "main", DB, Optional.of(DAY)),
                List.of(RecoveryPointByBackupVault.builder()
                        .recoveryPointArn(POINT)
                        .status("COMPLETED")
                        .creationDate(CREATED)
                        .backupSizeInBytes(7L)
                        .build()));
        aws.answers(
                new VaultDbSnapshots("us-east-1", SNAPSHOT),
                List.of(DBSnapshot.builder()
                        .dbSnapshotArn(POINT)
                        .status("available")
                        .originalSnapshotCreateTime(CONSISTENT)
                        .allocatedStorage(100)
                        .encrypted(true)
                        .kmsKeyId("k")
                        .build()));
    }

    private static BackupJob.Builder job(String id, String state) {
        return BackupJob.builder()
                .backupJobId(id)
                .backupVaultName("main")
                .resourceArn(DB)
                .recoveryPointArn(POINT)
                .creationDate(CREATED)
                .state(state);
    }
}
