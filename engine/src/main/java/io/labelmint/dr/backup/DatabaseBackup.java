package io.labelmint.dr.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * A finished backup of a database that can be restored, whether RDS keeps it as a manual snapshot or AWS Backup as a
 * recovery point.
 *
 * @param arn ARN of the snapshot, which is that of the recovery point too
 * @param consistentAt when the data was as the backup has it
 * @param key ARN of the KMS key it is encrypted with; empty if it is not
 * @param allocatedGiB storage of the instance when it was made
 * @param sizeBytes what AWS Backup says of its size, 0 if it does not know; empty for a manual snapshot
 * @param keptDays days it is kept, counted from its day; empty if for ever
 * @param tier how long it was meant to be kept
 */
public record DatabaseBackup(
        String arn,
        Instant consistentAt,
        Optional<String> key,
        int allocatedGiB,
        Optional<Long> sizeBytes,
        Optional<Long> keptDays,
        Tier tier) {

    /** DeleteAfterDays of a recovery point that is never deleted (AWS Backup API Reference, Lifecycle). */
    private static final long FOR_EVER = -1;

    /** A manual snapshot. */
    static DatabaseBackup of(DBSnapshot snapshot) {
        return of(snapshot, Optional.empty(), keptDays(snapshot));
    }

    /** A recovery point, with the snapshot it is made of. */
    static DatabaseBackup of(RecoveryPointByBackupVault point, DBSnapshot snapshot) {
        Optional<Long> keptDays = Optional.ofNullable(point.lifecycle())
                .map(Lifecycle::deleteAfterDays)
                .filter(days -> days != FOR_EVER);
        return of(
                snapshot,
                Optional.of(Optional.ofNullable(point.backupSizeInBytes()).orElse(0L)),
                keptDays);
    }

    private static DatabaseBackup of(DBSnapshot snapshot, Optional<Long> sizeBytes, Optional<Long> keptDays) {
        return new DatabaseBackup(
                snapshot.dbSnapshotArn(),
                // Never changes when the snapshot is copied (Amazon RDS API Reference, DBSnapshot). The creation date
                // of a recovery point is not used: what it is after a copy is not documented.
                snapshot.originalSnapshotCreateTime(),
                Optional.ofNullable(snapshot.kmsKeyId()).filter(key -> Boolean.TRUE.equals(snapshot.encrypted())),
                snapshot.allocatedStorage(),
                sizeBytes,
                keptDays,
                tier(snapshot));
    }

    private static Tier tier(DBSnapshot snapshot) {
        String named = tags(snapshot).getOrDefault(Tier.TAG, "");
        for (Tier tier : Tier.values()) {
            if (tier.label().equals(named)) {
                return tier;
            }
        }
        return Tier.of(LocalDate.ofInstant(snapshot.originalSnapshotCreateTime(), ZoneOffset.UTC));
    }

    /** Rounded up, because a snapshot asked for just before midnight is consistent just after it. */
    private static Optional<Long> keptDays(DBSnapshot snapshot) {
        return Optional.ofNullable(tags(snapshot).get(Tier.DELETE_AFTER_TAG))
                .map(day -> LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant())
                .map(until -> Duration.between(snapshot.originalSnapshotCreateTime(), until))
                .map(kept -> kept.plusDays(1).minusNanos(1).toDays());
    }

    private static Map<String, String> tags(DBSnapshot snapshot) {
        return snapshot.tagList().stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> first));
    }
}
