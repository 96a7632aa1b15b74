package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeResponse;

/**
 * Restoring into new instances: RDS user guide, "Restoring a DB instance to a specified time" and "Restoring from a DB
 * snapshot". This finds what to restore and the moment; {@link RestoredInstances} makes the instance.
 */
final class Restores {
    private final Instances instances;
    private final BackupReplications backups;
    private final Snapshots snapshots;
    private final RestoredInstances restored;
    private final RdsTags tags;

    Restores(
            Instances instances,
            BackupReplications backups,
            Snapshots snapshots,
            RestoredInstances restored,
            RdsTags tags) {
        this.instances = instances;
        this.backups = backups;
        this.snapshots = snapshots;
        this.restored = restored;
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations
                .change(
                        "RestoreDBInstanceToPointInTime",
                        RestoreDbInstanceToPointInTimeRequest.class,
                        this::toPointInTime)
                .change(
                        "RestoreDBInstanceFromDBSnapshot",
                        RestoreDbInstanceFromDbSnapshotRequest.class,
                        this::fromSnapshot);
    }

    private RestoreDbInstanceToPointInTimeResponse toPointInTime(
            Context context, RestoreDbInstanceToPointInTimeRequest request) {
        RestoreOrder order = RestoreOrder.of(request);
        boolean latest = Boolean.TRUE.equals(request.useLatestRestorableTime());
        if (latest == (request.restoreTime() != null)) {
            // API reference: the one "can't be specified if" the other is. What neither answers is not documented.
            throw RdsErrors.invalidCombination(
                    "Exactly one of RestoreTime and UseLatestRestorableTime must be specified.");
        }
        RestorableBackup found = backup(context, request);
        Instant moment = latest ? found.latest().orElse(Instant.MAX) : request.restoreTime();
        found.check(moment);
        DBInstance source = found.source().fixed(context.now());
        DBInstanceAutomatedBackup backup = found.backup();
        DBInstance origin = source.toBuilder()
                .kmsKeyId(backup.kmsKeyId())
                .backupRetentionPeriod(backup.backupRetentionPeriod())
                .tagList(found.source().isGone(context.now()) ? List.of() : tags.list(source.dbInstanceArn()))
                .build();
        DbInstance made = restored.make(context, order, origin, moment, replay(context, found.source(), moment));
        return RestoreDbInstanceToPointInTimeResponse.builder()
                .dbInstance(instances.described(context, made))
                .build();
    }

    RestoreDbInstanceFromDbSnapshotResponse fromSnapshot(
            Context context, RestoreDbInstanceFromDbSnapshotRequest request) {
        RestoreOrder order = RestoreOrder.of(request);
        String given = request.dbSnapshotIdentifier();
        if (given == null || request.dbClusterSnapshotIdentifier() != null) {
            // API reference: one of both, and that of a Multi-AZ DB cluster's is not simulated.
            throw RdsErrors.invalidCombination("DBSnapshotIdentifier must be specified.");
        }
        DbSnapshot snapshot = snapshots
                .find(context, context.region(), RdsNames.existing(given, "snapshot"))
                .filter(each -> RdsNames.region(given, each.region).equals(each.region))
                .orElseThrow(() -> RdsErrors.snapshotNotFound(given));
        if (!snapshot.isAvailable(context.now())) {
            throw RdsErrors.snapshotState(
                    "Cannot restore from the snapshot because it is not currently in the available state.");
        }
        // Automated snapshots are stored nowhere, nor are the tags of then.
        DBInstance origin = snapshot.origin.toBuilder()
                .allocatedStorage(snapshot.fixed.allocatedStorage())
                .kmsKeyId(snapshot.fixed.kmsKeyId())
                .storageEncrypted(snapshot.fixed.encrypted())
                .tagList(
                        snapshot.origin.hasTagList()
                                ? snapshot.origin.tagList()
                                : tags.list(snapshot.origin.dbInstanceArn()))
                .build();
        // "The original one doesn't change when the snapshot is copied": API reference, DBSnapshot.
        Instant moment = snapshot.fixed.originalSnapshotCreateTime();
        DbInstance made = restored.make(context, order, origin, moment, Duration.ZERO);
        return RestoreDbInstanceFromDbSnapshotResponse.builder()
                .dbInstance(instances.described(context, made))
                .build();
    }

    private RestorableBackup backup(Context context, RestoreDbInstanceToPointInTimeRequest request) {
        String id = request.sourceDBInstanceIdentifier();
        String resourceId = request.sourceDbiResourceId();
        String arn = request.sourceDBInstanceAutomatedBackupsArn();
        if (Stream.of(id, resourceId, arn).filter(Objects::nonNull).count() != 1) {
            // All three are optional in the API reference, which does not say what none or several answer.
            throw RdsErrors.invalidCombination("Exactly one of SourceDBInstanceIdentifier, SourceDbiResourceId and"
                    + " SourceDBInstanceAutomatedBackupsArn must be specified.");
        }
        if (arn != null) {
            return backups.require(context, arn);
        }
        DbInstance source = (id != null
                        ? instances.find(context, context.region(), RdsNames.existing(id, "db"))
                        : instances.withResourceId(context, resourceId))
                .filter(instance -> instance.region.equals(RdsNames.region(id, context.region())))
                .orElseThrow(() -> RdsErrors.instanceNotFound(id != null ? id : resourceId));
        if (source.retentionDays(context.now()) == 0) {
            throw RdsErrors.pointInTimeRestoreNotEnabled(source.id(context.now()));
        }
        return backups.of(context, source);
    }

    /** The logs since the snapshot before {@code moment} are replayed. */
    private static Duration replay(Context context, DbInstance source, Instant moment) {
        Instant snapshot = AutomatedSnapshots.of(source, context.seed(), moment).stream()
                .map(each -> each.begins)
                .max(Instant::compareTo)
                .orElse(moment.truncatedTo(ChronoUnit.DAYS));
        return RdsDurations.replay(context.seed(), source.createdAs, Duration.between(snapshot, moment));
    }
}
