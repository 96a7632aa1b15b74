package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.backup.BackupScripts;
import io.labelmint.dr.simulator.core.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

final class BackupCopyTest {
    private final BackupFixture backup = BackupFixture.inMemory(7);

    @Test
    void copiesToAnotherRegion() {
        String point = backup.point("1");
        DescribeRecoveryPointResponse source = backup.describe(backup.east, "main", point);
        String id = backup.copy(point, "c", BackupFixture.kept(90));
        assertThat(backup.copy(point, "c", BackupFixture.kept(90))).isEqualTo(id);
        assertThat(backup.copyState(id)).isEqualTo(CopyJobState.CREATED);
        backup.pass(Duration.ofMinutes(3));
        assertThat(backup.copyState(id)).isEqualTo(CopyJobState.RUNNING);
        backup.pass(Duration.ofHours(2));

        CopyJob job = backup.east
                .listCopyJobs(r -> r.bySourceRecoveryPointArn(point).byDestinationVaultArn(BackupFixture.VAULT))
                .copyJobs()
                .get(0);
        assertThat(job.state()).isEqualTo(CopyJobState.COMPLETED);
        assertThat(job.sourceRecoveryPointArn()).isEqualTo(point);
        assertThat(backup.west.listCopyJobs(r -> {}).copyJobs()).isEmpty();

        DescribeRecoveryPointResponse copy = backup.describe(backup.west, "dr", job.destinationRecoveryPointArn());
        assertThat(copy.recoveryPointArn())
                .startsWith("arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-");
        assertThat(copy.status()).isEqualTo(RecoveryPointStatus.COMPLETED);
        assertThat(copy.creationDate()).isEqualTo(source.creationDate());
        assertThat(copy.completionDate()).isAfter(source.completionDate());
        assertThat(copy.sourceBackupVaultArn()).isEqualTo(source.backupVaultArn());
        assertThat(copy.resourceArn()).isEqualTo(source.resourceArn());
        assertThat(copy.lifecycle().deleteAfterDays()).isEqualTo(90);
        assertThat(copy.encryptionKeyArn()).contains(RdsFixture.WEST);
        DBSnapshot snapshot =
                backup.rds.find(backup.rds.west, copy.recoveryPointArn().replaceAll(".*snapshot:", ""));
        assertThat(snapshot.status()).isEqualTo("available");
        assertThat(snapshot.snapshotType()).isEqualTo("awsbackup");
    }

    @Test
    void aCopyForEverIsKeptAsLongAsItsSource() {
        String point = backup.point("1");
        backup.copy(point, "c", null);
        backup.pass(Duration.ofHours(2));
        assertThat(inTheWest())
                .singleElement()
                .satisfies(
                        copy -> assertThat(copy.lifecycle().deleteAfterDays()).isEqualTo(35));
    }

    @Test
    void aResourceHasOneCopyAtATimeAndARegionFive() {
        List<String> copies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String name = "db-" + i;
            backup.rds.east.createDBInstance(r -> r.dbInstanceIdentifier(name)
                    .dbInstanceClass("db.r6g.large")
                    .engine("postgres")
                    .masterUsername("postgres")
                    .masterUserPassword("not-a-secret")
                    .allocatedStorage(100));
        }
        backup.pass(Duration.ofHours(1));
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            jobs.add(backup.start(backup.orders().replace("orders", "db-" + i), "b-" + i, 35));
            backup.pass(Duration.ofSeconds(1));
        }
        backup.pass(Duration.ofHours(1));
        for (String job : jobs) {
            copies.add(backup.copy(backup.job(job).recoveryPointArn(), job, null));
            backup.pass(Duration.ofSeconds(1));
        }
        copies.add(backup.copy(backup.job(jobs.get(0)).recoveryPointArn(), "again", null));
        backup.pass(Duration.ofMinutes(3));
        assertThat(copies.subList(0, 5)).allMatch(copy -> backup.copyState(copy) == CopyJobState.RUNNING);
        assertThat(copies.subList(5, 7)).allMatch(copy -> backup.copyState(copy) == CopyJobState.CREATED);
        backup.pass(Duration.ofHours(3));
        assertThat(copies).allMatch(copy -> backup.copyState(copy) == CopyJobState.COMPLETED);
    }

    @Test
    void refusesWhatCannotBeCopied() {
        backup.world.script(BackupScripts.continuous(RdsFixture.EAST, "main", backup.orders(), backup.now(), 35));
        RecoveryPointByBackupVault continuous = backup.east
                .listRecoveryPointsByBackupVault(r -> r.backupVaultName("main"))
                .recoveryPoints()
                .get(0);
        assertThat(continuous.status()).isEqualTo(RecoveryPointStatus.AVAILABLE);
        assertThatThrownBy(() -> backup.copy(continuous.recoveryPointArn(), "c", null))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> backup.copy("arn:aws:rds:us-east-1:123456789012:snapshot:no", "c", null))
                .isInstanceOf(ResourceNotFoundException.class);
        String id = backup.start("running");
        while (backup.state(id) != BackupJobState.RUNNING) {
            backup.pass(Duration.ofSeconds(10));
        }
        String running = backup.job(id).recoveryPointArn();
        assertThatThrownBy(() -> backup.copy(running, "c", null)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void failsAndHangsWhenScripted() {
        String point = backup.point("1");
        backup.world.script(BackupScripts.copyFails(backup.orders()));
        String fails = backup.copy(point, "fails", null);
        backup.pass(Duration.ofHours(3));
        assertThat(backup.copyState(fails)).isEqualTo(CopyJobState.FAILED);
        backup.world.script(BackupScripts.copyHangs(backup.orders()));
        String hangs = backup.copy(point, "hangs", null);
        backup.pass(Duration.ofHours(3));
        assertThat(backup.copyState(hangs)).isEqualTo(CopyJobState.RUNNING);
        assertThat(inTheWest()).isEmpty();
    }

    @Test
    void standsStillWhileItsSourceRegionIsCutOff() {
        String point = backup.point("1");
        backup.copy(point, "c", null);
        backup.pass(Duration.ofMinutes(3));
        backup.world.faults().region(RdsFixture.EAST, Outage.DOWN);
        backup.pass(Duration.ofHours(5));
        assertThat(inTheWest())
                .singleElement()
                .satisfies(copy -> assertThat(copy.status()).isEqualTo(RecoveryPointStatus.CREATING));
        assertThat(backup.rds
                        .west
                        .describeDBSnapshots(r -> r.snapshotType("awsbackup"))
                        .dbSnapshots())
                .isEmpty();
    }

    private List<RecoveryPointByBackupVault> inTheWest() {
        return backup.west
                .listRecoveryPointsByBackupVault(r -> r.backupVaultName("dr"))
                .recoveryPoints();
    }
}
