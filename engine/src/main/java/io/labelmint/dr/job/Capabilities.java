package io.labelmint.dr.job;

import io.labelmint.dr.backup.CopyDbSnapshot;
import io.labelmint.dr.backup.CreateCacheSnapshot;
import io.labelmint.dr.backup.CreateDbSnapshot;
import io.labelmint.dr.backup.DeleteCacheSnapshot;
import io.labelmint.dr.backup.DeleteDbSnapshot;
import io.labelmint.dr.backup.ExportCacheSnapshot;
import io.labelmint.dr.backup.StartBackupJob;
import io.labelmint.dr.backup.StartCopyJob;
import io.labelmint.dr.check.AlarmsPresent;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.ContactsConfirmed;
import io.labelmint.dr.check.ControllerRegion;
import io.labelmint.dr.check.RedisBackupAge;
import io.labelmint.dr.check.RedisEncryption;
import io.labelmint.dr.check.RedisGlobalDatastoreLag;
import io.labelmint.dr.check.RedisRegionLoss;
import io.labelmint.dr.check.RedisSnapshotCount;
import io.labelmint.dr.check.RedisSnapshotFailed;
import io.labelmint.dr.check.S3Encryption;
import io.labelmint.dr.check.S3Lifecycle;
import io.labelmint.dr.check.S3PublicAccessBlock;
import io.labelmint.dr.check.S3Replication;
import io.labelmint.dr.check.S3ReplicationBacklog;
import io.labelmint.dr.check.S3Versioning;
import io.labelmint.dr.check.StateBucket;
import io.labelmint.dr.check.TopicsExist;
import io.labelmint.dr.check.postgres.AutomatedRetention;
import io.labelmint.dr.check.postgres.BackupAge;
import io.labelmint.dr.check.postgres.BackupEncryption;
import io.labelmint.dr.check.postgres.BackupFailed;
import io.labelmint.dr.check.postgres.BackupRetention;
import io.labelmint.dr.check.postgres.BackupSize;
import io.labelmint.dr.check.postgres.CopyLanded;
import io.labelmint.dr.check.postgres.DeletionProtection;
import io.labelmint.dr.check.postgres.RecoveryPointAge;
import io.labelmint.dr.check.postgres.RegionLossRecoveryPoint;
import io.labelmint.dr.check.postgres.ReplicaLag;
import io.labelmint.dr.check.postgres.ReplicatedBackupLag;
import io.labelmint.dr.check.postgres.RestorableTime;
import io.labelmint.dr.check.postgres.SnapshotQuota;
import io.labelmint.dr.check.postgres.VaultLock;
import io.labelmint.dr.failover.BackupsCaughtUp;
import io.labelmint.dr.failover.ChangeRecord;
import io.labelmint.dr.failover.CreateReplica;
import io.labelmint.dr.failover.DatastoreCaughtUp;
import io.labelmint.dr.failover.IsolateInstance;
import io.labelmint.dr.failover.ObjectsCameHome;
import io.labelmint.dr.failover.PromoteGlobalDatastore;
import io.labelmint.dr.failover.PromoteReplica;
import io.labelmint.dr.failover.ProveFence;
import io.labelmint.dr.failover.PublishStandbyMetric;
import io.labelmint.dr.failover.PublishStandbyObject;
import io.labelmint.dr.failover.ReduceService;
import io.labelmint.dr.failover.RemoveStandbyObject;
import io.labelmint.dr.failover.ReplicaCaughtUp;
import io.labelmint.dr.failover.ReplicateBackups;
import io.labelmint.dr.failover.RowsAgree;
import io.labelmint.dr.failover.ScaleService;
import io.labelmint.dr.failover.ShareServed;
import io.labelmint.dr.failover.ShiftRecord;
import io.labelmint.dr.failover.SwitchRoutingControls;
import io.labelmint.dr.failover.UsersServed;
import io.labelmint.dr.heartbeat.WriteHeartbeat;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.monitoring.BackupMissed;
import io.labelmint.dr.monitoring.CopyMissed;
import io.labelmint.dr.monitoring.DashboardsKept;
import io.labelmint.dr.monitoring.PublishMetrics;
import io.labelmint.dr.notice.PostToSlack;
import io.labelmint.dr.notice.PublishNotice;
import io.labelmint.dr.probe.RunProbeTask;
import io.labelmint.dr.probe.WriteProbeRequest;
import io.labelmint.dr.provision.UnusedPermissions;
import io.labelmint.dr.readiness.DatabaseDoors;
import io.labelmint.dr.readiness.DatabaseDrift;
import io.labelmint.dr.readiness.Datastores;
import io.labelmint.dr.readiness.FailoverPlannable;
import io.labelmint.dr.readiness.FailoverRehearsed;
import io.labelmint.dr.readiness.FargateCapacity;
import io.labelmint.dr.readiness.HealthCheckTraps;
import io.labelmint.dr.readiness.PromotableReplicas;
import io.labelmint.dr.readiness.RecordSetup;
import io.labelmint.dr.readiness.ReplicaSizes;
import io.labelmint.dr.readiness.RestorableDatabases;
import io.labelmint.dr.readiness.RestoresProved;
import io.labelmint.dr.readiness.RolePermissions;
import io.labelmint.dr.readiness.RoutingControlEndpoints;
import io.labelmint.dr.readiness.RunbookCurrent;
import io.labelmint.dr.readiness.ServiceDrift;
import io.labelmint.dr.readiness.StandbyCertificates;
import io.labelmint.dr.readiness.StandbyImages;
import io.labelmint.dr.readiness.StandbyKeys;
import io.labelmint.dr.readiness.StandbySecrets;
import io.labelmint.dr.readiness.StandbyServices;
import io.labelmint.dr.restore.DeleteTestInstance;
import io.labelmint.dr.restore.DeleteTestObjects;
import io.labelmint.dr.restore.MaskData;
import io.labelmint.dr.restore.ProtectInstance;
import io.labelmint.dr.restore.RenameInstance;
import io.labelmint.dr.restore.ReportValidation;
import io.labelmint.dr.restore.RestoreFromSnapshot;
import io.labelmint.dr.restore.RestoreObjects;
import io.labelmint.dr.restore.RestoreSample;
import io.labelmint.dr.restore.RestoreTestLeftovers;
import io.labelmint.dr.restore.RestoreToPointInTime;
import io.labelmint.dr.restore.SetSecurityGroups;
import io.labelmint.dr.restore.StopTestTask;
import io.labelmint.dr.restore.redis.DeleteTestCacheGroup;
import io.labelmint.dr.restore.redis.RestoreCacheGroup;
import io.labelmint.dr.review.AlarmsFired;
import io.labelmint.dr.review.Area;
import io.labelmint.dr.review.BackupsKept;
import io.labelmint.dr.review.cost.CostReview;
import io.labelmint.dr.review.security.SecurityReview;
import java.util.List;
import java.util.stream.Stream;

/** What the product can do, in one place: every action a plan may hold, every check a job makes. */
public final class Capabilities {
    private static final List<Class<?>> ACTIONS = List.of(
            CreateDbSnapshot.class,
            CopyDbSnapshot.class,
            DeleteDbSnapshot.class,
            RestoreToPointInTime.class,
            RestoreFromSnapshot.class,
            MaskData.class,
            SetSecurityGroups.class,
            DeleteTestInstance.class,
            WriteProbeRequest.class,
            RunProbeTask.class,
            StopTestTask.class,
            ReportValidation.class,
            RestoreObjects.class,
            RestoreSample.class,
            DeleteTestObjects.class,
            RestoreCacheGroup.class,
            DeleteTestCacheGroup.class,
            WriteHeartbeat.class,
            ProtectInstance.class,
            RenameInstance.class,
            StartBackupJob.class,
            StartCopyJob.class,
            CreateCacheSnapshot.class,
            ExportCacheSnapshot.class,
            DeleteCacheSnapshot.class,
            ScaleService.class,
            ReduceService.class,
            CreateReplica.class,
            RemoveStandbyObject.class,
            IsolateInstance.class,
            ProveFence.class,
            ReplicaCaughtUp.class,
            RowsAgree.class,
            ReplicateBackups.class,
            ObjectsCameHome.class,
            ShiftRecord.class,
            ShareServed.class,
            BackupsCaughtUp.class,
            DatastoreCaughtUp.class,
            PromoteReplica.class,
            PromoteGlobalDatastore.class,
            PublishStandbyMetric.class,
            PublishStandbyObject.class,
            SwitchRoutingControls.class,
            ChangeRecord.class,
            UsersServed.class,
            PublishNotice.class,
            PublishMetrics.class,
            PostToSlack.class);

    /** Those that look at what is there now, and need to know nothing of what was. */
    private static final List<Check> LOOKING = List.of(
            new RecoveryPointAge(),
            new RegionLossRecoveryPoint(),
            new BackupAge(),
            new CopyLanded(),
            new BackupFailed(),
            new BackupSize(),
            new BackupRetention(),
            new SnapshotQuota(),
            new BackupEncryption(),
            new VaultLock(),
            new RestorableTime(),
            new ReplicaLag(),
            new ReplicatedBackupLag(),
            new RedisBackupAge(),
            new RedisSnapshotCount(),
            new RedisSnapshotFailed(),
            new RedisEncryption(),
            new RedisGlobalDatastoreLag(),
            new RedisRegionLoss(),
            new ControllerRegion(),
            new ContactsConfirmed(),
            new StateBucket(),
            new S3Versioning(),
            new S3Replication(),
            new S3ReplicationBacklog(),
            new S3Lifecycle(),
            new S3Encryption(),
            new S3PublicAccessBlock(),
            new AlarmsPresent(),
            new DashboardsKept(),
            new TopicsExist(),
            new RestoreTestLeftovers());

    private Capabilities() {}

    /**
     * Every check of whether the estate could fail over now, in the order of the report; those of the daily job among them that
     * a failover rests on.
     *
     * @param ledgers what was proved and rehearsed before
     * @param kind which runs count as that
     */
    public static List<Check> readiness(Ledgers ledgers, RunKind kind) {
        return List.of(
                new FailoverPlannable(ledgers),
                new RunbookCurrent(ledgers),
                new PromotableReplicas(),
                new ReplicaLag(),
                new ReplicaSizes(),
                new RestorableDatabases(),
                new ReplicatedBackupLag(),
                new DatabaseDrift(),
                new DatabaseDoors(),
                new Datastores(),
                new RedisGlobalDatastoreLag(),
                new StandbyServices(),
                new ServiceDrift(),
                new StandbyImages(),
                new StandbySecrets(),
                new FargateCapacity(),
                new StandbyKeys(),
                new StandbyCertificates(),
                new RecordSetup(),
                new HealthCheckTraps(),
                new RoutingControlEndpoints(),
                new RolePermissions(ledgers),
                new ControllerRegion(),
                new StateBucket(),
                new ContactsConfirmed(),
                new RestoresProved(ledgers, kind),
                new FailoverRehearsed(ledgers, kind));
    }

    /**
     * Every check of {@code area} of a review, in the order of the report; none where what is reviewed is measured.
     *
     * @param ledgers what was made, proved and rehearsed before
     * @param kind which runs count as that
     */
    public static List<Check> review(Area area, Ledgers ledgers, RunKind kind) {
        return switch (area) {
            case PERFORMANCE -> List.of(new AlarmsFired());
            case CAPACITY -> List.of();
            case SECURITY ->
                Stream.concat(SecurityReview.checks().stream(), Stream.of(new UnusedPermissions()))
                        .toList();
            case COMPLIANCE ->
                List.of(
                        new AutomatedRetention(),
                        new BackupsKept(ledgers, kind),
                        new DeletionProtection(),
                        new VaultLock(),
                        new RedisSnapshotCount(),
                        new S3Versioning(),
                        new S3Replication(),
                        new S3Lifecycle(),
                        new RestoresProved(ledgers, kind),
                        new FailoverRehearsed(ledgers, kind),
                        new PracticeKept(ledgers, kind));
            case COST -> CostReview.checks(ledgers, kind);
            case INFRASTRUCTURE ->
                List.of(
                        new FailoverPlannable(ledgers),
                        new RunbookCurrent(ledgers),
                        new DatabaseDrift(),
                        new ReplicaSizes(),
                        new DatabaseDoors(),
                        new Datastores(),
                        new ServiceDrift(),
                        new StandbyServices(),
                        new RecordSetup(),
                        new HealthCheckTraps(),
                        new AlarmsPresent(),
                        new DashboardsKept(),
                        new TopicsExist());
        };
    }

    /** JSON that knows every action. */
    public static Json json() {
        return new Json(ACTIONS);
    }

    /**
     * Every check, in the order of the report.
     *
     * @param ledgers how long backups took before, and since when a store is looked after
     * @param kind which runs say so
     */
    public static List<Check> checks(Ledgers ledgers, RunKind kind) {
        return Stream.concat(
                        Stream.of(new BackupMissed(ledgers, kind), new CopyMissed(ledgers, kind)), LOOKING.stream())
                .toList();
    }
}
