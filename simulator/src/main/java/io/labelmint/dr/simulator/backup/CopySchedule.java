package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.rds.BackupSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.EncryptionKeyType;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;

/** When copy jobs begin and how they end. */
final class CopySchedule {
    /**
     * At a time into one region. Earlier editions of the developer guide ("AWS Backup quotas") allow 5 per service; the
     * newest allows 100 to a region, and after that 5 a destination vault. The stricter figure holds here.
     */
    private static final int MOST_RUNNING = 5;

    private static final Duration SOONEST = Duration.ofSeconds(10);
    private static final Duration LATEST = Duration.ofMinutes(2);

    private final RecoveryPoints points;
    private final BackupSnapshots snapshots;

    CopySchedule(RecoveryPoints points, BackupSnapshots snapshots) {
        this.points = points;
        this.snapshots = snapshots;
    }

    /** The timetable of a copy of {@code point} to {@code destination}, behind {@code earlier} jobs. */
    CopyRun plan(
            Context context,
            StartCopyJobRequest request,
            RecoveryPoint point,
            Vault destination,
            Collection<CopyRun> earlier) {
        String id = context.seed()
                .uuid("copy-job", context.region(), context.sequence())
                .toUpperCase(Locale.ROOT);
        String snapshot = "awsbackup:copyjob-" + id.toLowerCase(Locale.ROOT);
        Lifecycle lifecycle = lifecycle(request, point);
        CopyJob fixed = CopyJob.builder()
                .copyJobId(id)
                .creationDate(context.now())
                .sourceBackupVaultArn(point.vault.arn)
                .sourceRecoveryPointArn(point.arn)
                .destinationBackupVaultArn(destination.arn)
                .destinationRecoveryPointArn(context.in(destination.region).arn("rds", "snapshot:" + snapshot))
                .destinationEncryptionKeyArn(destination.key)
                .destinationRecoveryPointLifecycle(lifecycle)
                .destinationVaultType(point.fixed.vaultTypeAsString())
                .resourceArn(point.fixed.resourceArn())
                .resourceName(point.fixed.resourceName())
                .backupSizeInBytes(point.fixed.backupSizeInBytes())
                .iamRoleArn(request.iamRoleArn())
                .build();
        Instant first = context.now().plus(context.seed().between(SOONEST, LATEST, "copy-start", id));
        Instant begins = turn(first, point, destination, earlier);
        CopyRun run = new CopyRun(context.region(), destination, fixed, begins);
        perform(context, run, point, snapshot, lifecycle);
        return run;
    }

    /**
     * The lifecycle of the copy. One that would be kept for ever is kept as long as its source: developer guide, "Backup
     * and tag copy".
     */
    private static Lifecycle lifecycle(StartCopyJobRequest request, RecoveryPoint point) {
        Lifecycle given = Retention.checked(request.lifecycle());
        return Retention.isFinite(given) ? given : point.lifecycle();
    }

    /** When there is room; a resource has one copy at a time ("Quotas": "Concurrent backup and copy jobs per resource"). */
    private static Instant turn(Instant first, RecoveryPoint point, Vault destination, Collection<CopyRun> earlier) {
        Instant at = first;
        for (CopyRun other : earlier) {
            if (other.fixed.resourceArn().equals(point.fixed.resourceArn())
                    && other.ends().isAfter(at)) {
                at = other.ends();
            }
        }
        List<Instant> ends = earlier.stream()
                .filter(other -> other.destination.region.equals(destination.region))
                .map(CopyRun::ends)
                .filter(at::isBefore)
                .sorted()
                .toList();
        return ends.size() < MOST_RUNNING ? at : ends.get(ends.size() - MOST_RUNNING);
    }

    private void perform(Context context, CopyRun run, RecoveryPoint point, String snapshot, Lifecycle lifecycle) {
        Vault destination = run.destination;
        String fate = context.scripts()
                .get(BackupScripts.copy(point.fixed.resourceArn()))
                .orElse("");
        if (fate.equals(BackupScripts.HANGS)) {
            return;
        }
        if (!destination.allows(lifecycle)) {
            run.end(
                    run.begins(),
                    CopyJobState.FAILED,
                    "Copy job failed because its retention is outside of what the vault lock allows.",
                    "InvalidParameters");
            return;
        }
        Instant completes = snapshots.copyCompletes(
                context, point.arn, destination.region, snapshot, run.begins(), destination.key);
        if (fate.equals(BackupScripts.FAILS)) {
            Instant halfway =
                    run.begins().plus(Duration.between(run.begins(), completes).dividedBy(2));
            run.end(halfway, CopyJobState.FAILED, "Access Denied trying to call AWS Backup service", "AccessDenied");
            return;
        }
        run.end(completes, CopyJobState.COMPLETED, null, "SUCCESS");
        snapshots.copy(context, point.arn, destination.region, snapshot, run.begins(), completes, destination.key);
        // "Copies retain their source configuration, including creation dates": developer guide, "Backup and tag copy".
        // They are encrypted with the key of the vault: "Encryption for a backup copy".
        points.add(
                context,
                new RecoveryPoint(
                        destination,
                        point.fixed.toBuilder()
                                .recoveryPointArn(run.fixed.destinationRecoveryPointArn())
                                .sourceBackupVaultArn(point.vault.arn)
                                .iamRoleArn(run.fixed.iamRoleArn())
                                .completionDate(completes)
                                .lifecycle(lifecycle)
                                .encryptionKeyArn(destination.key)
                                .encryptionKeyType(EncryptionKeyType.CUSTOMER_MANAGED_KMS_KEY)
                                .isEncrypted(true)
                                .build(),
                        run.begins(),
                        completes,
                        RecoveryPointStatus.COMPLETED,
                        context.region()));
    }
}
