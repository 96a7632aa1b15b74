package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.rds.BackupSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.EncryptionKeyType;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** When backup jobs begin and how they end. */
final class BackupSchedule {
    /** "Automatically retry to begin the job at least every 10 minutes": API reference, BackupRule, StartWindowMinutes. */
    private static final Duration RETRY = Duration.ofMinutes(10);

    /** The job will be running "within an hour": developer guide, "Creating on-demand backups". Mostly it is minutes. */
    private static final Duration SOONEST = Duration.ofSeconds(30);

    private static final Duration LATEST = Duration.ofMinutes(10);

    /** AWS's sentence: classmethod, "tsnote-aws-backup-concurrent-jobfailed-limits". */
    private static final String CONCURRENT = "Backup job failed because there was a running job for the same resource.";

    /** AWS's sentence, quoted in the same article. */
    private static final String EXPIRED = "Backup job expired before completion.";

    private static final String SUCCESS = "SUCCESS"; // API reference, BackupJob, MessageCategory; so are the others
    private static final String ACCESS_DENIED = "AccessDenied";
    private static final String INVALID_PARAMETERS = "InvalidParameters";
    private static final long GIB = 1L << 30;

    private final RecoveryPoints points;
    private final BackupSnapshots snapshots;

    BackupSchedule(RecoveryPoints points, BackupSnapshots snapshots) {
        this.points = points;
        this.snapshots = snapshots;
    }

    /** The instance {@code arn} of the client's region. */
    DBInstance requireResource(Context context, String arn) {
        Optional<Arn> parsed = Arn.parse(arn);
        if (parsed.isEmpty() || !parsed.get().service().equals("rds")) {
            throw BackupErrors.invalidValue("Unsupported resource type: " + arn);
        }
        if (!parsed.get().region().equals(context.region())) {
            throw BackupErrors.invalidValue("Resource " + arn + " is not in " + context.region());
        }
        return snapshots.instance(context, arn).orElseThrow(() -> BackupErrors.notFound("Cannot find resource " + arn));
    }

    /** The timetable of {@code order}, among {@code earlier} jobs. */
    BackupRun plan(Context context, BackupOrder order, List<BackupRun> earlier) {
        DBInstance instance = requireResource(context, order.resourceArn());
        String id = context.seed()
                .uuid("backup-job", context.region(), context.sequence())
                .toUpperCase(Locale.ROOT);
        BackupRun run = new BackupRun(id, order, instance.dbInstanceIdentifier(), instance.kmsKeyId());
        String fate =
                context.scripts().get(BackupScripts.job(order.resourceArn())).orElse("");
        if (fate.equals(BackupScripts.EXPIRES)) {
            run.end(order.startBy(), BackupJobState.EXPIRED, EXPIRED, null);
            return run;
        }
        Instant at = order.created().plus(context.seed().between(SOONEST, LATEST, "backup-start", id));
        Optional<BackupRun> other = unfinished(earlier, order, at);
        while (other.isPresent() && fate.equals(BackupScripts.QUEUES)) {
            at = other.get().ends().plus(RETRY);
            other = unfinished(earlier, order, at);
        }
        if (other.isPresent()) {
            // One job a resource at a time ("Quotas"). The guides of EFS and Timestream differ on whether the second
            // one
            // fails or waits; for the others there is the sentence that says it failed.
            Instant busy = Optional.ofNullable(other.get().begins).orElse(at);
            run.end(busy.isAfter(at) ? busy : at, BackupJobState.FAILED, CONCURRENT, null);
            return run;
        }
        // What is scripted of a plan happened, whatever the instance was doing then.
        while (order.creator() == null
                && at.isBefore(order.startBy())
                && !snapshots.canBegin(context, order.resourceArn(), at)) {
            at = at.plus(RETRY);
        }
        if (!at.isBefore(order.startBy())) {
            run.end(order.startBy(), BackupJobState.EXPIRED, EXPIRED, null);
        } else if (order.vault().allows(order.lifecycle())) {
            run.run(at);
            perform(context, run, instance, fate);
        } else {
            run.end(
                    at,
                    BackupJobState.FAILED,
                    "Backup job failed because its retention is outside of what the vault lock allows.",
                    INVALID_PARAMETERS);
        }
        return run;
    }

    private static Optional<BackupRun> unfinished(List<BackupRun> earlier, BackupOrder order, Instant at) {
        return earlier.stream()
                .filter(run -> run.order.resourceArn().equals(order.resourceArn()) && run.isUnfinished(at))
                .findFirst();
    }

    private void perform(Context context, BackupRun run, DBInstance instance, String fate) {
        BackupOrder order = run.order;
        Instant completes = snapshots.completes(context, order.resourceArn(), run.snapshotId(), run.begins);
        if (fate.equals(BackupScripts.HANGS) || completes.isAfter(order.completeBy())) {
            run.end(order.completeBy(), BackupJobState.EXPIRED, EXPIRED, null);
            return;
        }
        if (fate.equals(BackupScripts.FAILS)) {
            Instant halfway =
                    run.begins.plus(Duration.between(run.begins, completes).dividedBy(2));
            // A sentence that AWS does use (re:Post, "backup-resolve-access-denied-error"); there are many others.
            run.end(halfway, BackupJobState.FAILED, "Access Denied trying to call AWS Backup service", ACCESS_DENIED);
            return;
        }
        boolean partial = fate.equals(BackupScripts.PARTIAL);
        run.end(
                completes,
                partial ? BackupJobState.PARTIAL : BackupJobState.COMPLETED,
                fate.equals(BackupScripts.ISSUES) ? "Completed with issues: tags could not be copied." : null,
                fate.equals(BackupScripts.ISSUES) ? ACCESS_DENIED : SUCCESS);
        boolean unsized =
                context.scripts().get(BackupScripts.size(order.resourceArn())).isPresent();
        long size = unsized ? 0 : instance.allocatedStorage() * GIB;
        run.sized(size);
        snapshots.take(context, order.resourceArn(), run.snapshotId(), run.begins, completes, order.tags());
        points.add(
                context,
                new RecoveryPoint(
                        order.vault(),
                        described(run, instance, completes, size),
                        run.begins,
                        completes,
                        partial ? RecoveryPointStatus.PARTIAL : RecoveryPointStatus.COMPLETED,
                        null));
    }

    /**
     * What stays of the recovery point. Its creation date is that of the job, which a window of hours may separate from
     * the moment whose data it holds; no page of AWS says so, the consoles show it.
     */
    private static RecoveryPointByBackupVault described(
            BackupRun run, DBInstance instance, Instant completes, long size) {
        BackupOrder order = run.order;
        // A snapshot of a resource AWS Backup does not fully manage keeps the key of the resource: developer guide,
        // "Encryption for backups in AWS Backup".
        return RecoveryPointByBackupVault.builder()
                .recoveryPointArn(run.recoveryPointArn())
                .resourceArn(order.resourceArn())
                .resourceType("RDS")
                .resourceName(instance.dbInstanceIdentifier())
                .createdBy(order.creator())
                .iamRoleArn(order.role())
                .creationDate(order.created())
                .initiationDate(run.begins)
                .completionDate(completes)
                .backupSizeInBytes(size)
                .lifecycle(order.lifecycle())
                .encryptionKeyArn(instance.kmsKeyId())
                .encryptionKeyType(instance.kmsKeyId() == null ? null : EncryptionKeyType.CUSTOMER_MANAGED_KMS_KEY)
                .isEncrypted(instance.kmsKeyId() != null)
                .build();
    }
}
