package io.labelmint.dr.backup;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.CopyJobs;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.VaultDbSnapshots;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Attempt;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;
import software.amazon.awssdk.services.backup.model.StartCopyJobResponse;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Copies a recovery point of a database into a vault of another region. The job runs, and is found, where the recovery
 * point is.
 *
 * <p>A copy of this recovery point into this vault is what is wanted, whoever ordered it: a backup plan that copies by
 * itself has its copy adopted, and only a missing one is started. If several are there, nobody can say which is meant,
 * and a person is asked.
 *
 * <p>"Retrying a successful request with the same idempotency token results in a success message with no action taken"
 * (AWS Backup API Reference, StartCopyJob, IdempotencyToken), and the answer names the job, however it ended. So after a
 * copy that failed the token is that of the next {@link Attempt}.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param operation whose it is; the token of the first attempt
 * @param region where the recovery point is
 * @param vault name of the vault the recovery point is in
 * @param recoveryPoint its ARN, or a reference to the action that makes it
 * @param destination ARN of the vault the copy goes to, which also decides about its key
 * @param role ARN of the role AWS Backup acts with
 * @param keepDays days the copy is kept
 */
@JsonTypeName("backup-start-copy-job")
public record StartCopyJob(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        OperationId operation,
        String region,
        String vault,
        String recoveryPoint,
        String destination,
        String role,
        int keepDays)
        implements Action {

    @Override
    public PlannedCall call() {
        return call(Attempt.FIRST);
    }

    private PlannedCall call(Attempt attempt) {
        StartCopyJobRequest request = StartCopyJobRequest.builder()
                .recoveryPointArn(recoveryPoint)
                .sourceBackupVaultName(vault)
                .destinationBackupVaultArn(destination)
                .iamRoleArn(role)
                .idempotencyToken(attempt.token(operation))
                .lifecycle(lifecycle -> lifecycle.deleteAfterDays((long) keepDays))
                .build();
        return PlannedCall.of(MutatingOperation.START_COPY_JOB, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.MATCH;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        String source = inputs.resolve(recoveryPoint);
        return observatory
                .read(new CopyJobs(region, source))
                .fold(
                        all -> {
                            List<CopyJob> here = all.stream()
                                    .filter(job -> destination.equals(job.destinationBackupVaultArn()))
                                    .toList();
                            return progress(
                                    here, observatory, source, inputs.accepted().get("jobId"));
                        },
                        Progress.Unknown::new);
    }

    private Progress progress(List<CopyJob> here, Observatory observatory, String source, String own) {
        List<VaultJob> jobs = here.stream().map(VaultJob::of).toList();
        if (own != null) {
            return VaultJob.progress(jobs, own, job -> completed(job, here, observatory, source));
        }
        // One that failed, another's or that of an earlier attempt, does not keep ours from being started; ours, if it
        // was, the token names again.
        List<VaultJob> good = jobs.stream().filter(job -> !job.hasFailed()).toList();
        if (good.isEmpty()) {
            return new Progress.Absent();
        }
        return good.size() == 1
                ? good.get(0).progress(job -> completed(job, here, observatory, source))
                : new Progress.Failed(notUnique(good));
    }

    private Problem notUnique(List<VaultJob> jobs) {
        return Problem.of(
                        "copy.not-unique",
                        "There are " + jobs.size() + " copies of " + recoveryPoint + " in " + destination
                                + ", and nothing tells which is this operation's.",
                        "Find out who ordered them; each is a copy that can be restored. The next day's backup goes its"
                                + " usual way.")
                .with("jobs", String.join(" ", jobs.stream().map(VaultJob::id).toList()));
    }

    private Progress completed(VaultJob job, List<CopyJob> here, Observatory observatory, String source) {
        CopyJob copy = here.stream()
                .filter(each -> each.copyJobId().equals(job.id()))
                .findFirst()
                .orElseThrow();
        return observatory
                .read(new VaultDbSnapshots(region, new TreeSet<>(Set.of(DatabaseBackups.id(source)))))
                .fold(
                        snapshots -> new Progress.Done(Facts.of(
                                "jobId", job.id(),
                                "recoveryPointArn", job.recoveryPoint(),
                                // The data of a copy is its source's.
                                "consistentAt",
                                        snapshots.stream()
                                                .filter(snapshot -> source.equals(snapshot.dbSnapshotArn()))
                                                .map(DBSnapshot::originalSnapshotCreateTime)
                                                .filter(Objects::nonNull)
                                                .findFirst()
                                                .orElse(null),
                                "sizeBytes",
                                        copy.backupSizeInBytes() == null || copy.backupSizeInBytes() == 0
                                                ? null
                                                : copy.backupSizeInBytes(),
                                "key", copy.destinationEncryptionKeyArn(),
                                "issues", job.issues().orElse(null))),
                        Progress.Unknown::new);
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        var started = hands.send(inputs.resolve(call(inputs.attempt())), StartCopyJobResponse.class);
        return Facts.of("jobId", started.copyJobId());
    }
}
