package io.labelmint.dr.simulator.backup;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.VaultState;
import software.amazon.awssdk.services.backup.model.VaultType;

/** A simulated backup vault. */
final class Vault {
    final String region;
    final String name;
    final String arn;
    final String key;
    final Instant created;
    final String creatorRequestId;
    final SortedMap<String, String> tags = new TreeMap<>();

    /** Null when there is none. */
    String policy;

    /** Null when there is none. */
    Lock lock;

    Vault(String region, String name, String arn, String key, Instant created, String creatorRequestId) {
        this.region = region;
        this.name = name;
        this.arn = arn;
        this.key = key;
        this.created = created;
        this.creatorRequestId = creatorRequestId;
    }

    /**
     * A vault lock.
     *
     * @param min days that recovery points must be kept at least, or null
     * @param max days that they may be kept at most, or null
     * @param lockDate from when on nobody can change it; null in governance mode
     */
    record Lock(Long min, Long max, Instant lockDate) {
        boolean isImmutable(Instant now) {
            return lockDate != null && !now.isBefore(lockDate);
        }

        /** Whether jobs with {@code lifecycle} succeed: API reference, PutBackupVaultLockConfiguration. */
        boolean allows(Lifecycle lifecycle) {
            if (!Retention.isFinite(lifecycle)) {
                return max == null;
            }
            long days = lifecycle.deleteAfterDays();
            return (min == null || days >= min) && (max == null || days <= max);
        }
    }

    boolean allows(Lifecycle lifecycle) {
        return lock == null || lock.allows(lifecycle);
    }

    BackupVaultListMember described(long recoveryPoints) {
        BackupVaultListMember.Builder described = BackupVaultListMember.builder()
                .backupVaultName(name)
                .backupVaultArn(arn)
                .vaultType(VaultType.BACKUP_VAULT)
                .vaultState(VaultState.AVAILABLE)
                .creationDate(created)
                .encryptionKeyArn(key)
                .creatorRequestId(creatorRequestId)
                .numberOfRecoveryPoints(recoveryPoints)
                .locked(lock != null);
        if (lock != null) {
            described.minRetentionDays(lock.min).maxRetentionDays(lock.max).lockDate(lock.lockDate);
        }
        return described.build();
    }
}
