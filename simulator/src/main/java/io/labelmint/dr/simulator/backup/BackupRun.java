package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.VaultType;

/** A simulated backup job: its timetable, written when it is created. */
final class BackupRun {
    /** How long before it runs a job is pending; AWS says nothing of PENDING but that it exists. */
    private static final Duration PENDING = Duration.ofSeconds(10);

    final String id;
    final BackupOrder order;
    final Lifecycle states;
    private final BackupJob fixed;

    /** When it begins to run; null if it never does. */
    Instant begins;

    private String message;
    private String category;
    private long size;

    /**
     * A job that is created as ordered.
     *
     * @param key what the instance is encrypted with, or null
     */
    BackupRun(String id, BackupOrder order, String resourceName, String key) {
        this.id = id;
        this.order = order;
        this.states = new Lifecycle(order.created(), BackupJobState.CREATED.toString());
        this.fixed = BackupJob.builder()
                .accountId(Arn.accountOf(order.vault().arn))
                .backupJobId(id)
                .backupVaultName(order.vault().name)
                .backupVaultArn(order.vault().arn)
                .vaultType(VaultType.BACKUP_VAULT.toString())
                .recoveryPointLifecycle(order.lifecycle())
                .encryptionKeyArn(key)
                .isEncrypted(key != null)
                .resourceArn(order.resourceArn())
                .resourceType("RDS")
                .resourceName(resourceName)
                .creationDate(order.created())
                .startBy(order.startBy())
                .iamRoleArn(order.role())
                .backupOptions(order.options())
                .createdBy(order.creator())
                .isParent(false)
                .build();
    }

    /** The name of its snapshot: AWS Backup calls them so in RDS. */
    String snapshotId() {
        return "awsbackup:job-" + id.toLowerCase(Locale.ROOT);
    }

    String recoveryPointArn() {
        return Arn.beside(order.vault().arn, "rds", order.vault().region, "snapshot:" + snapshotId())
                .toString();
    }

    void run(Instant at) {
        begins = at;
        Instant pending = at.minus(PENDING);
        states.become(pending.isBefore(order.created()) ? order.created() : pending, BackupJobState.PENDING.toString());
        states.become(at, BackupJobState.RUNNING.toString());
    }

    void end(Instant at, BackupJobState state, String how, String group) {
        states.become(at, state.toString());
        message = how;
        category = group;
    }

    void sized(long bytes) {
        size = bytes;
    }

    Instant ends() {
        return states.restsAt();
    }

    boolean isUnfinished(Instant at) {
        return at.isBefore(ends());
    }

    BackupJobState state(Instant now) {
        return BackupJobState.fromValue(states.at(now));
    }

    BackupJob described(Instant now) {
        BackupJobState state = state(now);
        BackupJob.Builder described =
                fixed.toBuilder().state(state).percentDone("0.0").backupSizeInBytes(0L);
        if (begins != null && !now.isBefore(begins)) {
            described
                    .initiationDate(begins)
                    .recoveryPointArn(recoveryPointArn())
                    .percentDone(Math.min(Lifecycle.percent(begins, ends(), now), 99) + ".0");
        }
        if (!isUnfinished(now)) {
            described.completionDate(ends()).statusMessage(message).messageCategory(category);
        }
        if (state == BackupJobState.COMPLETED || state == BackupJobState.PARTIAL) {
            described.percentDone("100.0").backupSizeInBytes(size).bytesTransferred(size);
        }
        return described.build();
    }
}
