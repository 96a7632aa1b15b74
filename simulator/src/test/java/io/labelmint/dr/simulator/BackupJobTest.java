package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.backup.BackupScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.MissingParameterValueException;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

final class BackupJobTest {
    private final BackupFixture backup = BackupFixture.inMemory(7);

    @Test
    void goesThroughItsStatesAndMakesARecoveryPoint() {
        Instant asked = backup.now();
        String id = backup.east
                .startBackupJob(r -> r.backupVaultName("main")
                        .resourceArn(backup.orders())
                        .iamRoleArn(BackupFixture.ROLE)
                        .lifecycle(l -> l.deleteAfterDays(120L).moveToColdStorageAfterDays(30L))
                        .recoveryPointTags(Map.of("dr:operation", "op-1")))
                .backupJobId();
        assertThat(backup.state(id)).isEqualTo(BackupJobState.CREATED);
        List<BackupJobState> states = IntStream.range(0, 3600)
                .mapToObj(second -> {
                    backup.pass(Duration.ofSeconds(1));
                    // The clients' own rate is not what is tested here.
                    return second % 5 == 0 ? backup.state(id) : null;
                })
                .filter(state -> state != null)
                .distinct()
                .toList();
        assertThat(states)
                .containsExactly(
                        BackupJobState.CREATED,
                        BackupJobState.PENDING,
                        BackupJobState.RUNNING,
                        BackupJobState.COMPLETED);

        DescribeBackupJobResponse done = backup.job(id);
        assertThat(done.percentDone()).isEqualTo("100.0");
        assertThat(done.messageCategory()).isEqualTo("SUCCESS");
        assertThat(done.backupSizeInBytes()).isEqualTo(100L << 30);
        assertThat(done.recoveryPointArn())
                .matches("arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-[0-9a-f-]{36}");

        DescribeRecoveryPointResponse point = backup.describe(backup.east, "main", done.recoveryPointArn());
        assertThat(point.status()).isEqualTo(RecoveryPointStatus.COMPLETED);
        assertThat(point.creationDate()).isEqualTo(asked);
        assertThat(point.completionDate()).isEqualTo(done.completionDate());
        assertThat(point.calculatedLifecycle().deleteAt()).isEqualTo(asked.plus(Duration.ofDays(120)));
        assertThat(point.calculatedLifecycle().moveToColdStorageAt()).isNull();
        assertThat(point.isEncrypted()).isTrue();
        assertThat(point.encryptionKeyArn()).contains(RdsFixture.EAST);

        List<DBSnapshot> snapshots = backup.rds
                .east
                .describeDBSnapshots(r -> r.snapshotType("awsbackup"))
                .dbSnapshots();
        assertThat(snapshots).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.dbSnapshotArn()).isEqualTo(point.recoveryPointArn());
            assertThat(snapshot.status()).isEqualTo("available");
            assertThat(snapshot.tagList())
                    .singleElement()
                    .satisfies(tag -> assertThat(tag.value()).isEqualTo("op-1"));
        });
        assertThat(backup.rds.east.describeDBSnapshots().dbSnapshots())
                .noneMatch(snapshot -> snapshot.snapshotType().equals("awsbackup"));
    }

    @Test
    void theSameTokenIsTheSameJob() {
        String first = backup.start("slot-1");
        assertThat(backup.start("slot-1")).isEqualTo(first);
        backup.pass(Duration.ofDays(2));
        assertThat(backup.start("slot-1")).isEqualTo(first);
        assertThat(backup.east.listBackupJobs().backupJobs()).hasSize(1);
        assertThatThrownBy(() -> backup.start("slot-1", 36)).isInstanceOf(InvalidParameterValueException.class);
        assertThat(backup.start("slot-2")).isNotEqualTo(first);
    }

    @Test
    void aSecondJobOfTheResourceFailsOrWaits() {
        backup.world.script(BackupScripts.backupHangs(backup.orders()));
        String first = backup.start("1");
        backup.world.script(BackupScripts.backupSucceeds(backup.orders()));
        String second = backup.start("2");
        backup.pass(Duration.ofHours(1));
        assertThat(backup.state(first)).isEqualTo(BackupJobState.RUNNING);
        assertThat(backup.state(second)).isEqualTo(BackupJobState.FAILED);
        assertThat(backup.job(second).statusMessage())
                .isEqualTo("Backup job failed because there was a running job for the same resource.");

        backup.pass(Duration.ofDays(8));
        assertThat(backup.state(first)).isEqualTo(BackupJobState.EXPIRED);
        backup.world.script(BackupScripts.backupQueues(backup.orders()));
        String third = backup.start("3");
        String fourth = backup.start("4");
        backup.pass(Duration.ofHours(1));
        assertThat(backup.state(third)).isEqualTo(BackupJobState.COMPLETED);
        assertThat(backup.state(fourth)).isEqualTo(BackupJobState.COMPLETED);
        assertThat(backup.job(fourth).initiationDate())
                .isAfter(backup.job(third).completionDate());
    }

    @Test
    void waitsForTheInstanceUntilTheStartWindowEnds() {
        backup.rds.snapshot("long");
        String id = backup.start("1");
        backup.pass(Duration.ofHours(2));
        assertThat(backup.state(id)).isEqualTo(BackupJobState.COMPLETED);

        backup.rds.east.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
        String late = backup.start("2");
        backup.pass(Duration.ofMinutes(479));
        assertThat(backup.state(late)).isEqualTo(BackupJobState.CREATED);
        backup.pass(Duration.ofMinutes(2));
        assertThat(backup.state(late)).isEqualTo(BackupJobState.EXPIRED);
    }

    @Test
    void endsAsScripted() {
        backup.world.script(BackupScripts.backupFails(backup.orders()));
        assertThat(ended("fails").state()).isEqualTo(BackupJobState.FAILED);
        backup.world.script(BackupScripts.backupPartial(backup.orders()));
        DescribeBackupJobResponse partial = ended("partial");
        assertThat(partial.state()).isEqualTo(BackupJobState.PARTIAL);
        assertThat(backup.describe(backup.east, "main", partial.recoveryPointArn())
                        .status())
                .isEqualTo(RecoveryPointStatus.PARTIAL);
        backup.world.script(BackupScripts.backupCompletesWithIssues(backup.orders()));
        DescribeBackupJobResponse issues = ended("issues");
        assertThat(issues.state()).isEqualTo(BackupJobState.COMPLETED);
        assertThat(issues.messageCategory()).isNotEqualTo("SUCCESS");
        backup.world.script(BackupScripts.backupExpires(backup.orders()));
        assertThat(ended("expires").state()).isEqualTo(BackupJobState.EXPIRED);
        backup.world.script(BackupScripts.backupSucceeds(backup.orders()));
        backup.world.script(BackupScripts.sizeUnknown(backup.orders()));
        assertThat(ended("succeeds").backupSizeInBytes()).isZero();
        backup.world.script(BackupScripts.backupHangs(backup.orders()));
        assertThat(ended("hangs").state()).isEqualTo(BackupJobState.RUNNING);
    }

    @Test
    void listsAndPagesThirtyDays() {
        for (int day = 0; day < 32; day++) {
            backup.start("day-" + day);
            backup.pass(Duration.ofDays(1));
        }
        List<BackupJob> jobs = backup.east.listBackupJobsPaginator(r -> r.maxResults(10)).backupJobs().stream()
                .toList();
        assertThat(jobs).hasSize(29).doesNotHaveDuplicates();
        assertThat(backup.east
                        .listBackupJobs(r -> r.byState(BackupJobState.FAILED))
                        .backupJobs())
                .isEmpty();
        assertThat(backup.east
                        .listBackupJobs(r -> r.byResourceArn(backup.orders())
                                .byState(BackupJobState.COMPLETED)
                                .byCreatedAfter(backup.now().minus(Duration.ofHours(25))))
                        .backupJobs())
                .hasSize(1);
        assertThat(backup
                        .east
                        .listRecoveryPointsByBackupVaultPaginator(
                                r -> r.backupVaultName("main").maxResults(7))
                        .recoveryPoints()
                        .stream())
                .hasSize(32);
    }

    @Test
    void aPlanMadeItWhenTheScriptSaysSo() {
        Instant at = backup.now().minus(Duration.ofHours(3));
        backup.world.script(BackupScripts.planMade(RdsFixture.EAST, "main", backup.orders(), at, 35));
        assertThat(backup.east
                        .listRecoveryPointsByResource(r -> r.resourceArn(backup.orders()))
                        .recoveryPoints())
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.creationDate()).isEqualTo(at);
                    assertThat(point.status()).isEqualTo(RecoveryPointStatus.COMPLETED);
                });
        assertThat(backup.east.listBackupJobs().backupJobs())
                .singleElement()
                .satisfies(job -> assertThat(job.createdBy().backupPlanId()).isNotNull());
        assertThatThrownBy(() -> backup.world.script(
                        BackupScripts.planMade(RdsFixture.EAST, "nowhere", backup.orders(), at, 35)))
                .isInstanceOf(BackupException.class);
    }

    @Test
    void refusesAsAwsDoes() {
        assertThatThrownBy(() -> backup.start(backup.orders().replace("orders", "others"), "1", 35))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> backup.start("arn:aws:s3:::bucket", "1", 35))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> backup.start("1", 0)).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> backup.east.startBackupJob(r -> r.backupVaultName("main")))
                .isInstanceOf(MissingParameterValueException.class);
        assertThatThrownBy(() -> backup.east.startBackupJob(r -> r.backupVaultName("main")
                        .resourceArn(backup.orders())
                        .iamRoleArn(BackupFixture.ROLE)
                        .startWindowMinutes(59L)))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> backup.job("unknown"))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(400));
        assertThatThrownBy(() -> backup.east.stopBackupJob(r -> r.backupJobId("unknown")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void throttlesAtThePublishedRates() {
        for (int i = 0; i < 5; i++) {
            backup.start("same");
        }
        assertThatThrownBy(() -> backup.start("same"))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException"));
        // All operations together: 50 a second, of which these were 7.
        for (int i = 0; i < 20; i++) {
            backup.east.listBackupJobs();
            backup.east.listBackupVaults();
        }
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        backup.east.describeBackupVault(r -> r.backupVaultName("main"));
                    }
                })
                .isInstanceOf(BackupException.class);
        backup.pass(Duration.ofSeconds(1));
        backup.start("same");
    }

    private DescribeBackupJobResponse ended(String token) {
        String id = backup.start(token);
        backup.pass(Duration.ofHours(9));
        return backup.job(id);
    }
}
