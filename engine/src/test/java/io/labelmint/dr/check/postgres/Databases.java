package io.labelmint.dr.check.postgres;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.AutomatedBackups;
import io.labelmint.dr.observatory.BackupJobs;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.DbSnapshots;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.RecoveryPoints;
import io.labelmint.dr.observatory.VaultDbSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The two databases of the example estate as AWS describes them: {@code orders-db} in snapshots of RDS,
 * {@code billing-db} in vaults of AWS Backup.
 */
final class Databases {
    static final String EAST = LabelMint.EAST;
    static final String WEST = LabelMint.WEST;
    static final String ORDERS = "labelmint-production-orders";
    static final String BILLING = "labelmint-production-billing";
    static final String VAULT = "labelmint-production";
    static final String DR_VAULT = "labelmint-production-dr";
    static final String BILLING_ARN = "arn:aws:rds:us-east-1:123456789012:db:" + BILLING;
    static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/1";

    /** A Wednesday. */
    static final Instant NOW = Instant.parse("2026-11-18T02:30:00Z");

    /** From the beginning of which day on the newest backups are asked for. */
    private static final Instant LATELY = Instant.parse("2026-10-14T00:00:00Z");

    private final SortedSet<String> ids = new TreeSet<>();

    final FakeObservatory aws = new FakeObservatory();
    private final Estate estate;

    Databases() {
        this(LabelMint.production());
    }

    Databases(Estate estate) {
        this.estate = estate;
    }

    Finding orders(DatabaseCheck check) {
        return check.look(estate, estate.databases().get(0), aws, NOW);
    }

    Finding billing(DatabaseCheck check) {
        return check.look(estate, estate.databases().get(1), aws, NOW);
    }

    Databases instances(String region, DBInstance.Builder... instances) {
        aws.answers(
                new DbInstances(region),
                Stream.of(instances).map(DBInstance.Builder::build).toList());
        return this;
    }

    Databases snapshots(String region, DBSnapshot.Builder... snapshots) {
        aws.answers(
                new DbSnapshots(region),
                Stream.of(snapshots).map(DBSnapshot.Builder::build).toList());
        return this;
    }

    Databases automated(String region, DBInstanceAutomatedBackup.Builder... backups) {
        aws.answers(
                new AutomatedBackups(region),
                Stream.of(backups).map(DBInstanceAutomatedBackup.Builder::build).toList());
        return this;
    }

    Databases jobs(BackupJob.Builder... jobs) {
        aws.answers(
                BackupJobs.recent(EAST, NOW),
                Stream.of(jobs).map(BackupJob.Builder::build).toList());
        return this;
    }

    /** RDS has lost the snapshots of the recovery points in the vault that was made last. */
    void loseSnapshots(String region) {
        aws.answers(new VaultDbSnapshots(region), List.of());
        aws.answers(new VaultDbSnapshots(region, ids), List.of());
    }

    /** The vault of a region with recovery points of billing, each with its snapshot. */
    Databases vault(String region, RecoveryPoint... points) {
        String vault = region.equals(EAST) ? VAULT : DR_VAULT;
        List<RecoveryPointByBackupVault> listed = new ArrayList<>();
        List<DBSnapshot> snapshots = new ArrayList<>();
        for (RecoveryPoint point : points) {
            listed.add(point.point.build());
            snapshots.add(point.snapshot.build());
        }
        aws.answers(new BackupVaults(region), List.of(lockedVault(region).build()));
        ids.clear();
        snapshots.forEach(snapshot -> ids.add(snapshot.dbSnapshotArn().replaceFirst("^.*:snapshot:", "")));
        aws.answers(new RecoveryPoints(region, vault, BILLING_ARN), listed);
        aws.answers(new VaultDbSnapshots(region), snapshots);
        aws.answers(new RecoveryPoints(region, vault, BILLING_ARN, Optional.of(LATELY)), listed);
        aws.answers(new VaultDbSnapshots(region, ids), snapshots);
        return this;
    }

    static BackupVaultListMember.Builder lockedVault(String region) {
        String name = region.equals(EAST) ? VAULT : DR_VAULT;
        return BackupVaultListMember.builder()
                .backupVaultName(name)
                .backupVaultArn("arn:aws:backup:" + region + ":123456789012:backup-vault:" + name)
                .locked(true)
                .lockDate(NOW)
                .minRetentionDays(90L)
                .maxRetentionDays(2557L);
    }

    static DBInstance.Builder instance(String id) {
        return DBInstance.builder()
                .dbInstanceIdentifier(id)
                .dbInstanceArn("arn:aws:rds:us-east-1:123456789012:db:" + id)
                .dbInstanceStatus("available")
                .backupRetentionPeriod(35)
                .latestRestorableTime(ago(Duration.ofMinutes(4)));
    }

    /** A manual snapshot of orders as the daily job makes it. */
    static DBSnapshot.Builder snapshot(String id, Duration age) {
        return DBSnapshot.builder()
                .dbInstanceIdentifier(ORDERS)
                .dbSnapshotIdentifier(id)
                .dbSnapshotArn("arn:aws:rds:us-east-1:123456789012:snapshot:" + id)
                .snapshotType("manual")
                .status("available")
                .snapshotCreateTime(ago(age))
                .originalSnapshotCreateTime(ago(age))
                .allocatedStorage(100)
                .encrypted(true)
                .kmsKeyId(KEY)
                .tagList(tag("dr:tier", "daily"), tag("dr:delete-after", "2027-02-16"));
    }

    /** A recovery point of billing; the job was created two hours before its data was consistent. */
    static RecoveryPoint point(String id, Duration age) {
        String arn = "arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:" + id;
        return new RecoveryPoint(
                RecoveryPointByBackupVault.builder()
                        .recoveryPointArn(arn)
                        .resourceArn(BILLING_ARN)
                        .status("COMPLETED")
                        .creationDate(ago(age.plusHours(2)))
                        .backupSizeInBytes(100L << 30)
                        .lifecycle(lifecycle -> lifecycle.deleteAfterDays(90L)),
                snapshot("awsbackup:" + id, age)
                        .dbSnapshotArn(arn)
                        .dbInstanceIdentifier(BILLING)
                        .snapshotType("awsbackup")
                        .tagList(List.of()));
    }

    static BackupJob.Builder job(String id, Duration age, String state) {
        return BackupJob.builder()
                .backupJobId(id)
                .backupVaultName(VAULT)
                .resourceArn(BILLING_ARN)
                .creationDate(ago(age))
                .state(state);
    }

    static DBInstanceAutomatedBackup.Builder replicated(String instance, Duration lag) {
        return DBInstanceAutomatedBackup.builder()
                .dbInstanceIdentifier(instance)
                .region(EAST)
                .status("replicating")
                .backupRetentionPeriod(35)
                .restoreWindow(window -> window.latestTime(ago(lag)));
    }

    static Instant ago(Duration age) {
        return NOW.minus(age);
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    /** A recovery point and the snapshot it is made of. */
    record RecoveryPoint(RecoveryPointByBackupVault.Builder point, DBSnapshot.Builder snapshot) {}
}
