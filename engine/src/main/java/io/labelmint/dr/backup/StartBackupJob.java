package io.labelmint.dr.backup;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.BackupJobs;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Attempt;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StartBackupJobResponse;

/**
 * Starts an on-demand job of AWS Backup that backs up an RDS instance.
 *
 * <p><b>Repeating.</b> A job whose id is not known cannot be found: neither its token nor the tags of its recovery point
 * are listed with it. But "retrying a successful request with the same idempotency token results in a success message
 * with no action taken" (AWS Backup API Reference, StartBackupJob, IdempotencyToken), and the answer names the job. So
 * after a lost answer the call is made again, with the token that the operation's id is.
 *
 * <p><b>Another attempt.</b> What is answered is the job, however it ended. So when the job failed, and somebody goes on
 * with the operation, the token is another one: that of the {@link Attempt}. A job somebody started meanwhile in the
 * console is gone on with instead.
 *
 * <p><b>One at a time.</b> AWS Backup runs one job per resource (AWS General Reference, "AWS Backup endpoints and
 * quotas"). While a job goes on that is not known to be this action's, it is waited for; if it turns out that it was, the
 * token tells.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param operation whose it is; tagged, and the token of the first attempt
 * @param region where the instance and the vault are
 * @param resource ARN of the instance
 * @param vault name of the vault
 * @param role ARN of the role AWS Backup acts with
 * @param keepDays days the recovery point is kept
 * @param tags more tags of the recovery point
 * @param jobsSince jobs created before this do not matter
 */
@JsonTypeName("backup-start-backup-job")
public record StartBackupJob(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        OperationId operation,
        String region,
        String resource,
        String vault,
        String role,
        int keepDays,
        Map<String, String> tags,
        Instant jobsSince)
        implements Action {

    /**
     * How long AWS Backup may try to start the job, which it does every ten minutes at least; then it expires. AWS takes
     * 8 hours by default and 60 minutes at least (StartBackupJob, StartWindowMinutes). Two hours, so that a missed backup
     * is known while there is time for another, and RDS's own backup and maintenance windows can pass.
     */
    private static final long START_WINDOW_MINUTES = 120;

    @Override
    public PlannedCall call() {
        return call(Attempt.FIRST);
    }

    private PlannedCall call(Attempt attempt) {
        Map<String, String> all = new TreeMap<>(tags);
        all.put(OperationTag.KEY, operation.value());
        StartBackupJobRequest request = StartBackupJobRequest.builder()
                .backupVaultName(vault)
                .resourceArn(resource)
                .iamRoleArn(role)
                .idempotencyToken(attempt.token(operation))
                .startWindowMinutes(START_WINDOW_MINUTES)
                // No cold storage: AWS Backup has none for RDS and ignores the setting (AWS Backup Developer Guide,
                // "Feature availability by resource").
                .lifecycle(lifecycle -> lifecycle.deleteAfterDays((long) keepDays))
                .recoveryPointTags(all)
                .build();
        return PlannedCall.of(MutatingOperation.START_BACKUP_JOB, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.TOKEN;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory
                .read(new BackupJobs(region, jobsSince))
                .fold(all -> progress(all, observatory, inputs), Progress.Unknown::new);
    }

    private Progress progress(List<BackupJob> all, Observatory observatory, Inputs inputs) {
        List<VaultJob> everywhere = all.stream()
                .filter(job -> resource.equals(job.resourceArn()))
                .map(VaultJob::of)
                .toList();
        List<VaultJob> here = all.stream()
                .filter(job -> resource.equals(job.resourceArn()) && vault.equals(job.backupVaultName()))
                .map(VaultJob::of)
                .toList();
        String own = inputs.accepted().get("jobId");
        if (own != null) {
            return VaultJob.progress(here, own, job -> completed(job, observatory));
        }
        Optional<VaultJob> instead =
                VaultJob.after(here, inputs.attempt().failed().get("jobId"));
        if (instead.isPresent()) {
            return instead.get().progress(job -> completed(job, observatory));
        }
        Optional<VaultJob> other = everywhere.stream().filter(VaultJob::isLive).findFirst();
        return other.<Progress>map(job -> new Progress.Held("waits for job " + job.id() + ", " + job.state()))
                .orElseGet(Progress.Absent::new);
    }

    private Progress completed(VaultJob job, Observatory observatory) {
        Reading<List<DatabaseBackup>> backups =
                DatabaseBackups.inVault(observatory, region, vault, resource, job.created());
        return backups.fold(
                all -> all.stream()
                        .filter(backup -> backup.arn().equals(job.recoveryPoint()))
                        .findFirst()
                        .<Progress>map(backup -> new Progress.Done(facts(job, backup)))
                        .orElseGet(() -> unlisted(job, backups.sent())),
                Progress.Unknown::new);
    }

    /** What was made shows within the settle time; later it is not there, whatever the job says. */
    private Progress unlisted(VaultJob job, Instant asOf) {
        Instant shown = job.ended().orElse(job.created()).plus(settleTime());
        return asOf.isBefore(shown)
                ? new Progress.InProgress("COMPLETED, recovery point not yet listed")
                : new Progress.Failed(Problem.of(
                                "recovery-point.missing",
                                "Job " + job.id()
                                        + " of AWS Backup is COMPLETED, and its recovery point is not in vault " + vault
                                        + ", or RDS no longer has its snapshot.",
                                "Look for the recovery point in the AWS Backup console, and in CloudTrail for who deleted"
                                        + " it; if the next slot's backup is too late, make one in the console.")
                        .with("jobId", job.id())
                        .with("recoveryPointArn", job.recoveryPoint()));
    }

    private static Facts facts(VaultJob job, DatabaseBackup backup) {
        return Facts.of(
                "jobId", job.id(),
                "recoveryPointArn", backup.arn(),
                "consistentAt", backup.consistentAt(),
                "sizeBytes", backup.sizeBytes().filter(size -> size > 0).orElse(null),
                "key", backup.key().orElse(null),
                "issues", job.issues().orElse(null));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        var started = hands.send(inputs.resolve(call(inputs.attempt())), StartBackupJobResponse.class);
        return Facts.of("jobId", started.backupJobId());
    }
}
