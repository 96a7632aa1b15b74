package io.labelmint.dr.simulator;

import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.Lifecycle;

/** The world of {@link RdsFixture} with the vaults {@code main} in the east and {@code dr} in the west. */
final class BackupFixture {
    static final String ROLE = "arn:aws:iam::123456789012:role/backup";
    static final String VAULT = "arn:aws:backup:us-west-2:123456789012:backup-vault:dr";

    final World world;
    final RdsFixture rds;
    final BackupClient east;
    final BackupClient west;

    private BackupFixture(RdsFixture rds) {
        this.rds = rds;
        this.world = rds.world;
        this.east = world.client(BackupClient.class, RdsFixture.EAST);
        this.west = world.client(BackupClient.class, RdsFixture.WEST);
    }

    static BackupFixture inMemory(long seed) {
        return over(RdsFixture.inMemory(seed));
    }

    static BackupFixture looking(World world) {
        return new BackupFixture(RdsFixture.looking(world));
    }

    static BackupFixture over(RdsFixture rds) {
        BackupFixture fixture = new BackupFixture(rds);
        fixture.east.createBackupVault(r -> r.backupVaultName("main"));
        fixture.west.createBackupVault(r -> r.backupVaultName("dr").encryptionKeyArn("alias/dr"));
        return fixture;
    }

    String orders() {
        return rds.east
                .describeDBInstances(r -> r.dbInstanceIdentifier("orders"))
                .dbInstances()
                .get(0)
                .dbInstanceArn();
    }

    Instant now() {
        return world.timeline().now();
    }

    void pass(Duration duration) {
        rds.pass(duration);
    }

    String start(String token) {
        return start(token, 35);
    }

    String start(String token, long days) {
        return start(orders(), token, days);
    }

    String start(String resource, String token, long days) {
        return east.startBackupJob(r -> r.backupVaultName("main")
                        .resourceArn(resource)
                        .iamRoleArn(ROLE)
                        .idempotencyToken(token)
                        .lifecycle(kept(days)))
                .backupJobId();
    }

    DescribeBackupJobResponse job(String id) {
        return east.describeBackupJob(r -> r.backupJobId(id));
    }

    BackupJobState state(String id) {
        return job(id).state();
    }

    /** The ARN of a new, complete recovery point. */
    String point(String token) {
        String id = start(token);
        pass(Duration.ofHours(1));
        return job(id).recoveryPointArn();
    }

    String copy(String point, String token, Lifecycle lifecycle) {
        return east.startCopyJob(r -> r.recoveryPointArn(point)
                        .sourceBackupVaultName("main")
                        .destinationBackupVaultArn(VAULT)
                        .iamRoleArn(ROLE)
                        .idempotencyToken(token)
                        .lifecycle(lifecycle))
                .copyJobId();
    }

    CopyJobState copyState(String id) {
        return east.describeCopyJob(r -> r.copyJobId(id)).copyJob().state();
    }

    DescribeRecoveryPointResponse describe(BackupClient client, String vault, String arn) {
        return client.describeRecoveryPoint(r -> r.backupVaultName(vault).recoveryPointArn(arn));
    }

    static Lifecycle kept(long days) {
        return Lifecycle.builder().deleteAfterDays(days).build();
    }
}
