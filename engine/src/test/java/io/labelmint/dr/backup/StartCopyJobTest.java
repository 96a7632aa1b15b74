package io.labelmint.dr.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.observatory.CopyJobs;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.VaultDbSnapshots;
import io.labelmint.dr.plan.ActionId;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

class StartCopyJobTest {
    private static final ActionId BACKUP = new ActionId("billing-db/backup");
    private static final String SOURCE = "arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-1";
    private static final String COPY = "arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-1";
    private static final String VAULT = "arn:aws:backup:us-west-2:123456789012:backup-vault:dr";
    private static final Instant CREATED = Instant.parse("2026-11-18T03:00:00Z");
    private static final Instant CONSISTENT = Instant.parse("2026-11-18T02:40:00Z");
    private static final Map<ActionId, Facts> EARLIER = Map.of(BACKUP, Facts.of("recoveryPointArn", SOURCE));
    private static final Inputs NEW = new Inputs(EARLIER, Facts.NONE);
    private static final Inputs ACCEPTED = new Inputs(EARLIER, Facts.of("jobId", "own"));

    private final FakeObservatory aws = new FakeObservatory();
    private final StartCopyJob action = new StartCopyJob(
            new ActionId("billing-db/copy"),
            Set.of(BACKUP),
            new Estimate(Duration.ofMinutes(45), Duration.ofHours(12)),
            new OperationId("backup-billing-db-20261118"),
            "us-east-1",
            "main",
            "${billing-db/backup.recoveryPointArn}",
            VAULT,
            "arn:aws:iam::123456789012:role/backup",
            90);

    @Test
    void theCallNamesTheRecoveryPointOfTheActionBefore() {
        assertThat(action.repeatRule()).isEqualTo(RepeatRule.MATCH);
        assertThat(NEW.resolve(action.call()).parameters())
                .containsEntry("RecoveryPointArn", SOURCE)
                .containsEntry("DestinationBackupVaultArn", VAULT)
                .containsEntry("IdempotencyToken", "backup-billing-db-20261118");
    }

    @Test
    void isAbsentWithoutACopyOfItIntoThisVaultThatMaySucceed() {
        jobs(job("failed", "FAILED"), job("elsewhere", "RUNNING").destinationBackupVaultArn(VAULT + "-2"));
        assertThat(action.observe(aws, NEW)).isInstanceOf(Progress.Absent.class);
    }

    @Test
    void theOneCopyOfAnotherIsAdopted() {
        jobs(job("plan", "RUNNING"));
        assertThat(action.observe(aws, NEW)).isEqualTo(new Progress.InProgress("RUNNING"));

        jobs(job("plan", "COMPLETED"));
        source();
        assertThat(action.observe(aws, NEW))
                .isEqualTo(new Progress.Done(Facts.of(
                        "jobId",
                        "plan",
                        "recoveryPointArn",
                        COPY,
                        "consistentAt",
                        CONSISTENT,
                        "sizeBytes",
                        7,
                        "key",
                        "k")));
    }

    @Test
    void ofSeveralNobodyKnowsWhichAndAPersonIsAsked() {
        jobs(job("one", "COMPLETED"), job("two", "RUNNING"));
        Progress.Failed failed = (Progress.Failed) action.observe(aws, NEW);
        assertThat(failed.problem().code()).isEqualTo("copy.not-unique");
        assertThat(failed.problem().facts()).containsEntry("jobs", "one two");
    }

    @Test
    void itsOwnIsKnownAmongSeveral() {
        jobs(job("one", "COMPLETED"), job("own", "RUNNING"));
        assertThat(action.observe(aws, ACCEPTED)).isEqualTo(new Progress.InProgress("RUNNING"));

        jobs(
                job("one", "COMPLETED").creationDate(CREATED.minusSeconds(60)),
                job("own", "FAILED").statusMessage("why"));
        Progress.Failed failed = (Progress.Failed) action.observe(aws, ACCEPTED);
        assertThat(failed.problem().summary()).contains("FAILED: why");
    }

    @Test
    void whatIsNotReadIsUnknown() {
        aws.denies(new CopyJobs("us-east-1", SOURCE));
        assertThat(action.observe(aws, NEW)).isInstanceOf(Progress.Unknown.class);
    }

    private void jobs(CopyJob.Builder... jobs) {
        aws.answers(
                new CopyJobs("us-east-1", SOURCE),
                Stream.of(jobs).map(CopyJob.Builder::build).toList());
    }

    private void source() {
        aws.answers(
                new VaultDbSnapshots("us-east-1", new TreeSet<>(Set.of("awsbackup:job-1"))),
                List.of(DBSnapshot.builder()
                        .dbSnapshotArn(SOURCE)
                        .status("available")
                        .originalSnapshotCreateTime(CONSISTENT)
                        .allocatedStorage(100)
                        .build()));
    }

    private static CopyJob.Builder job(String id, String state) {
        return CopyJob.builder()
                .copyJobId(id)
                .sourceRecoveryPointArn(SOURCE)
                .destinationBackupVaultArn(VAULT)
                .destinationRecoveryPointArn(COPY)
                .destinationEncryptionKeyArn("k")
                .backupSizeInBytes(7L)
                .creationDate(CREATED)
                .state(state);
    }
}
