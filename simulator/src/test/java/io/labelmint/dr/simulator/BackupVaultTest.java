package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.backup.BackupScripts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.backup.model.AlreadyExistsException;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

final class BackupVaultTest {
    @TempDir
    private Path folder;

    private final BackupFixture backup = BackupFixture.inMemory(7);

    @Test
    void isCreatedListedAndTagged() {
        for (int i = 0; i < 5; i++) {
            String name = "vault-" + i;
            backup.east.createBackupVault(r -> r.backupVaultName(name));
        }
        assertThat(backup.east.listBackupVaultsPaginator(r -> r.maxResults(2)).backupVaultList().stream()
                        .map(BackupVaultListMember::backupVaultName))
                .containsExactly("main", "vault-0", "vault-1", "vault-2", "vault-3", "vault-4");
        DescribeBackupVaultResponse dr = backup.west.describeBackupVault(r -> r.backupVaultName("dr"));
        assertThat(dr.locked()).isFalse();
        assertThat(dr.numberOfRecoveryPoints()).isZero();
        assertThat(dr.encryptionKeyArn()).contains(":kms:us-west-2:");
        backup.west.tagResource(r -> r.resourceArn(dr.backupVaultArn()).tags(java.util.Map.of("a", "b")));
        assertThat(backup.west.listTags(r -> r.resourceArn(dr.backupVaultArn())).tags())
                .containsEntry("a", "b");
        backup.west.putBackupVaultAccessPolicy(r -> r.backupVaultName("dr").policy("{}"));
        assertThat(backup.west
                        .getBackupVaultAccessPolicy(r -> r.backupVaultName("dr"))
                        .policy())
                .isEqualTo("{}");

        assertThatThrownBy(() -> backup.east.createBackupVault(r -> r.backupVaultName("main")))
                .isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> backup.east.createBackupVault(r -> r.backupVaultName("bad name")))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> backup.east.createBackupVault(
                        r -> r.backupVaultName("foreign-key").encryptionKeyArn(dr.encryptionKeyArn())))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> backup.east.describeBackupVault(r -> r.backupVaultName("dr")))
                .isInstanceOfSatisfying(BackupException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
                    assertThat(e.statusCode()).isEqualTo(403);
                });
        assertThatThrownBy(() -> backup.east.getBackupVaultAccessPolicy(r -> r.backupVaultName("main")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aLockIsImmutableAfterItsCoolingOff() {
        assertThatThrownBy(() -> lock("main", 2L, 7L, 365L)).isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> lock("main", 3L, 9L, 8L)).isInstanceOf(InvalidParameterValueException.class);
        lock("main", 3L, 7L, 365L);
        DescribeBackupVaultResponse locked = backup.east.describeBackupVault(r -> r.backupVaultName("main"));
        assertThat(locked.locked()).isTrue();
        assertThat(locked.lockDate()).isEqualTo(backup.now().plus(Duration.ofDays(3)));
        assertThat(locked.minRetentionDays()).isEqualTo(7);
        backup.pass(Duration.ofHours(71));
        lock("main", 4L, 7L, 365L);
        backup.pass(Duration.ofDays(4));
        assertThatThrownBy(() -> lock("main", null, null, null)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> backup.east.deleteBackupVaultLockConfiguration(r -> r.backupVaultName("main")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void governanceCanBeLifted() {
        lock("main", null, 7L, null);
        assertThat(backup.east
                        .describeBackupVault(r -> r.backupVaultName("main"))
                        .lockDate())
                .isNull();
        backup.pass(Duration.ofDays(30));
        backup.east.deleteBackupVaultLockConfiguration(r -> r.backupVaultName("main"));
        assertThat(backup.east
                        .describeBackupVault(r -> r.backupVaultName("main"))
                        .locked())
                .isFalse();
    }

    @Test
    void aLockHoldsJobsAndDeletions() {
        lock("main", null, 7L, 365L);
        String tooShort = backup.start("1", 6);
        backup.pass(Duration.ofHours(1));
        assertThat(backup.state(tooShort)).isEqualTo(BackupJobState.FAILED);
        String point = backup.point("2");
        assertThatThrownBy(() -> delete(point)).isInstanceOf(InvalidRequestException.class);

        backup.west.putBackupVaultLockConfiguration(r -> r.backupVaultName("dr").minRetentionDays(60L));
        String copy = backup.copy(point, "c", null);
        backup.pass(Duration.ofHours(1));
        assertThat(backup.copyState(copy)).isEqualTo(CopyJobState.FAILED);
    }

    @Test
    void recoveryPointsGoWithinEightHoursOfTheirEnd() {
        backup.point("1");
        assertThat(points()).isEqualTo(1);
        backup.pass(Duration.ofDays(34));
        assertThat(points()).isEqualTo(1);
        backup.pass(Duration.ofHours(24 + 8));
        assertThat(points()).isZero();
        assertThat(backup.rds
                        .east
                        .describeDBSnapshots(r -> r.snapshotType("awsbackup"))
                        .dbSnapshots())
                .isEmpty();
    }

    @Test
    void deletesAndSometimesOnlySaysSo() {
        String point = backup.point("1");
        backup.world.script(BackupScripts.deletionDenied(RdsFixture.EAST, "main", true));
        delete(point);
        backup.pass(Duration.ofHours(1));
        assertThat(backup.describe(backup.east, "main", point).status()).isEqualTo(RecoveryPointStatus.EXPIRED);
        backup.world.script(BackupScripts.deletionDenied(RdsFixture.EAST, "main", false));
        delete(point);
        backup.pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> backup.describe(backup.east, "main", point))
                .isInstanceOf(ResourceNotFoundException.class);

        backup.world.script(BackupScripts.deletionDenied(RdsFixture.EAST, "main", true));
        String kept = backup.point("2");
        backup.pass(Duration.ofDays(40));
        assertThat(backup.describe(backup.east, "main", kept).status()).isEqualTo(RecoveryPointStatus.EXPIRED);
    }

    @Test
    void aReopenedWorldIsTheSame() {
        List<Object> seen;
        List<String> inventory;
        try (World world = World.open(folder, 7)) {
            BackupFixture fixture = BackupFixture.over(RdsFixture.over(world));
            fixture.world.script(BackupScripts.planMade(
                    RdsFixture.EAST, "main", fixture.orders(), fixture.now().minus(Duration.ofHours(20)), 35));
            String point = fixture.point("1");
            fixture.copy(point, "c", null);
            fixture.start("2");
            fixture.pass(Duration.ofMinutes(12));
            fixture.east.putBackupVaultLockConfiguration(
                    r -> r.backupVaultName("main").changeableForDays(3L));
            seen = everything(fixture);
            inventory = world.inventory();
        }
        try (World world = World.open(folder, 7)) {
            assertThat(everything(BackupFixture.looking(world))).isEqualTo(seen);
            assertThat(world.inventory()).isEqualTo(inventory);
            assertThat(inventory).anyMatch(line -> line.contains("backup point main/orders COMPLETED"));
        }
    }

    private static List<Object> everything(BackupFixture fixture) {
        List<Object> seen = new ArrayList<>();
        seen.add(fixture.east.listBackupVaults());
        seen.add(fixture.west.listBackupVaults());
        seen.add(fixture.east.listBackupJobs());
        seen.add(fixture.east.listCopyJobs(r -> {}));
        seen.add(fixture.east.listRecoveryPointsByBackupVault(r -> r.backupVaultName("main")));
        seen.add(fixture.west.listRecoveryPointsByBackupVault(r -> r.backupVaultName("dr")));
        seen.add(fixture.rds.east.describeDBSnapshots(r -> r.snapshotType("awsbackup")));
        return seen;
    }

    private long points() {
        return backup.east.describeBackupVault(r -> r.backupVaultName("main")).numberOfRecoveryPoints();
    }

    private void delete(String point) {
        backup.east.deleteRecoveryPoint(r -> r.backupVaultName("main").recoveryPointArn(point));
    }

    private void lock(String vault, Long changeable, Long min, Long max) {
        backup.east.putBackupVaultLockConfiguration(r -> r.backupVaultName(vault)
                .changeableForDays(changeable)
                .minRetentionDays(min)
                .maxRetentionDays(max));
    }
}
