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
import io.labelmint.dr.check.postgres.BackupAge;
import io.labelmint.dr.check.postgres.BackupEncryption;
import io.labelmint.dr.check.postgres.BackupFailed;
import io.labelmint.dr.check.postgres.BackupRetention;
import io.labelmint.dr.check.postgres.BackupSize;
import io.labelmint.dr.check.postgres.CopyLanded;
import io.labelmint.dr.check.postgres.RecoveryPointAge;
import io.labelmint.dr.check.postgres.RegionLossRecoveryPoint;
import io.labelmint.dr.check.postgres.ReplicaLag;
import io.labelmint.dr.check.postgres.ReplicatedBackupLag;
import io.labelmint.dr.check.postgres.RestorableTime;
import io.labelmint.dr.check.postgres.SnapshotQuota;
import io.labelmint.dr.check.postgres.VaultLock;
import io.labelmint.dr.heartbeat.WriteHeartbeat;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.notice.PostToSlack;
import io.labelmint.dr.notice.PublishNotice;
import io.labelmint.dr.restore.DeleteTestInstance;
import io.labelmint.dr.restore.DeleteTestObjects;
import io.labelmint.dr.restore.ProtectInstance;
import io.labelmint.dr.restore.RenameInstance;
import io.labelmint.dr.restore.RestoreFromSnapshot;
import io.labelmint.dr.restore.RestoreObjects;
import io.labelmint.dr.restore.RestoreSample;
import io.labelmint.dr.restore.RestoreTestLeftovers;
import io.labelmint.dr.restore.RestoreToPointInTime;
import io.labelmint.dr.restore.redis.DeleteTestCacheGroup;
import io.labelmint.dr.restore.redis.RestoreCacheGroup;
import java.util.List;

/** What the product can do, in one place: every action a plan may hold, every check a job makes. */
public final class Capabilities {
    private static final List<Class<?>> ACTIONS = List.of(
            CreateDbSnapshot.class,
            CopyDbSnapshot.class,
            DeleteDbSnapshot.class,
            RestoreToPointInTime.class,
            RestoreFromSnapshot.class,
            DeleteTestInstance.class,
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
            PublishNotice.class,
            PostToSlack.class);

    private static final List<Check> CHECKS = List.of(
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
            new TopicsExist(),
            new RestoreTestLeftovers());

    private Capabilities() {}

    /** JSON that knows every action. */
    public static Json json() {
        return new Json(ACTIONS);
    }

    /** Every check, in the order of the report. */
    public static List<Check> checks() {
        return CHECKS;
    }
}
