package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointByResource;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.VaultType;

/** A simulated recovery point of an RDS instance: a snapshot, a copy of one, or a continuous backup. */
final class RecoveryPoint {
    /** Deletions are "randomized within 8 hours following expiration": AWS Backup developer guide, "Backup deletion". */
    private static final Duration DELETION_WINDOW = Duration.ofHours(8);

    final Vault vault;
    final String arn;

    /** Since when it is there, unfinished. */
    final Instant appears;

    /** Null for continuous ones, which are never complete. */
    final Instant completes;

    /** What it becomes when it is complete. */
    final RecoveryPointStatus outcome;

    /** Everything of the description that no time changes. */
    final RecoveryPointByBackupVault fixed;

    /** The region it is copied from; null if it is no copy. */
    final String copiedFrom;

    /** Whether AWS Backup lacks the rights to delete it. */
    private boolean undeletable;

    private boolean expired;
    private Instant deleted;

    RecoveryPoint(
            Vault vault,
            RecoveryPointByBackupVault fixed,
            Instant appears,
            Instant completes,
            RecoveryPointStatus outcome,
            String copiedFrom) {
        this.vault = vault;
        this.arn = fixed.recoveryPointArn();
        this.fixed = fixed.toBuilder()
                .backupVaultName(vault.name)
                .backupVaultArn(vault.arn)
                .vaultType(VaultType.BACKUP_VAULT)
                .calculatedLifecycle(Retention.calculated(fixed.creationDate(), fixed.lifecycle()))
                .isParent(false)
                .build();
        this.appears = appears;
        this.completes = completes;
        this.outcome = outcome;
        this.copiedFrom = copiedFrom;
    }

    boolean isContinuous() {
        return completes == null;
    }

    Lifecycle lifecycle() {
        return fixed.lifecycle();
    }

    /** Whether it is there to be seen. */
    boolean exists(Context context) {
        Instant now = context.now();
        if (now.isBefore(appears)) {
            return false;
        }
        if (deleted != null) {
            return now.isBefore(deleted.plus(context.seed()
                    .between(Duration.ofSeconds(5), Duration.ofSeconds(30), "backup-delete", arn, deleted)));
        }
        return expired || undeletable || !isDue(context);
    }

    RecoveryPointStatus status(Context context) {
        if (deleted != null) {
            return RecoveryPointStatus.DELETING;
        }
        if (expired || (undeletable && isDue(context))) {
            return RecoveryPointStatus.EXPIRED;
        }
        if (isContinuous()) {
            return RecoveryPointStatus.AVAILABLE;
        }
        return Progress.of(context, copiedFrom).isBefore(completes) ? RecoveryPointStatus.CREATING : outcome;
    }

    /** Whether a restore from it can begin. */
    boolean isComplete(Context context) {
        return exists(context) && status(context) == RecoveryPointStatus.COMPLETED;
    }

    /** Withdraws or grants the right to delete it. What has expired by then is not deleted later of itself. */
    void denyDeletion(Context context, boolean denied) {
        expired = expired || (undeletable && isDue(context));
        undeletable = denied;
    }

    void delete(Context context) {
        if (undeletable) {
            expired = true;
        } else {
            deleted = context.now();
        }
    }

    /** The status it comes to when nothing more is asked of it. */
    String atRest(Instant now) {
        if (deleted != null) {
            return "DELETED";
        }
        return expired ? "EXPIRED" : isContinuous() ? "AVAILABLE" : outcome.toString();
    }

    RecoveryPointByBackupVault described(Context context) {
        RecoveryPointStatus status = status(context);
        RecoveryPointByBackupVault.Builder described = fixed.toBuilder().status(status);
        if (status == RecoveryPointStatus.CREATING) {
            described.completionDate(null).backupSizeInBytes(0L);
        }
        if (status == RecoveryPointStatus.EXPIRED) {
            described.statusMessage("Insufficient permission to delete the recovery point.");
        }
        return described.build();
    }

    RecoveryPointByResource describedByResource(Context context) {
        RecoveryPointByBackupVault described = described(context);
        return RecoveryPointByResource.builder()
                .recoveryPointArn(arn)
                .creationDate(described.creationDate())
                .status(described.status())
                .statusMessage(described.statusMessage())
                .encryptionKeyArn(described.encryptionKeyArn())
                .backupSizeBytes(described.backupSizeInBytes())
                .backupVaultName(vault.name)
                .isParent(false)
                .resourceName(described.resourceName())
                .vaultType(described.vaultType())
                .build();
    }

    private boolean isDue(Context context) {
        Optional<Instant> ends = isContinuous() ? Optional.empty() : Retention.ends(fixed.creationDate(), lifecycle());
        return ends.map(end ->
                        end.plus(context.seed().between(Duration.ZERO, DELETION_WINDOW, "backup-retention", arn)))
                .filter(due -> !context.now().isBefore(due))
                .isPresent();
    }
}
