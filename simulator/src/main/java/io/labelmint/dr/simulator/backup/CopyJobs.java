package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.DescribeCopyJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeCopyJobResponse;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;
import software.amazon.awssdk.services.backup.model.ListCopyJobsResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;
import software.amazon.awssdk.services.backup.model.StartCopyJobResponse;

/** The copy jobs of all regions, and the operations on them. A job belongs to the region it copies from. */
final class CopyJobs {
    private final Regional<CopyRun> runs = new Regional<>();
    private final Tokens tokens = new Tokens();
    private final Vaults vaults;
    private final RecoveryPoints points;
    private final CopySchedule schedule;

    CopyJobs(Vaults vaults, RecoveryPoints points, CopySchedule schedule) {
        this.vaults = vaults;
        this.points = points;
        this.schedule = schedule;
    }

    void declare(Operations operations) {
        operations
                .change("StartCopyJob", StartCopyJobRequest.class, this::start)
                .read("DescribeCopyJob", DescribeCopyJobRequest.class, this::describe)
                .read("ListCopyJobs", ListCopyJobsRequest.class, this::list);
    }

    private StartCopyJobResponse start(Context context, StartCopyJobRequest request) {
        Optional<String> before = tokens.repeated(context.region(), request.idempotencyToken(), request);
        if (before.isPresent()) {
            return started(runs.find(context.region(), before.get()).orElseThrow());
        }
        BackupErrors.required("IamRoleArn", request.iamRoleArn());
        String name = BackupErrors.required("SourceBackupVaultName", request.sourceBackupVaultName());
        Vault source = vaults.find(context.region(), name)
                .orElseThrow(() -> BackupErrors.notFound("Backup vault " + name + " does not exist"));
        Vault destination = destination(context, request.destinationBackupVaultArn());
        RecoveryPoint point = points.require(context, source, request.recoveryPointArn());
        if (point.isContinuous()) {
            // "Does not support continuous backups": API reference, StartCopyJob.
            throw BackupErrors.invalidRequest("Copying continuous backups is not supported.");
        }
        if (point.status(context) != RecoveryPointStatus.COMPLETED) {
            throw BackupErrors.invalidRequest("Recovery point " + point.arn + " is not in state COMPLETED.");
        }
        if (destination == source) {
            throw BackupErrors.invalidRequest("Source and destination backup vault are the same.");
        }
        CopyRun run = schedule.plan(context, request, point, destination, runs.all());
        runs.put(context.region(), run.id, run);
        tokens.used(context.region(), request.idempotencyToken(), request, run.id);
        return started(run);
    }

    private Vault destination(Context context, String arn) {
        Arn parsed = Arn.parse(BackupErrors.required("DestinationBackupVaultArn", arn))
                .filter(given ->
                        given.service().equals("backup") && given.resource().startsWith("backup-vault:"))
                .orElseThrow(() -> BackupErrors.invalidValue("Invalid backup vault ARN: " + arn));
        if (!parsed.account().equals(context.account())) {
            throw BackupErrors.invalidValue("The simulator does not model copies to other accounts");
        }
        return vaults.find(parsed.region(), parsed.resource().substring("backup-vault:".length()))
                .orElseThrow(() -> BackupErrors.notFound("Backup vault " + arn + " does not exist"));
    }

    private static StartCopyJobResponse started(CopyRun run) {
        return StartCopyJobResponse.builder()
                .copyJobId(run.id)
                .creationDate(run.created)
                .isParent(false)
                .build();
    }

    private DescribeCopyJobResponse describe(Context context, DescribeCopyJobRequest request) {
        String id = BackupErrors.required("CopyJobId", request.copyJobId());
        CopyRun run = runs.find(context.region(), id)
                .orElseThrow(() -> BackupErrors.notFound("Cannot find Copy Job with ID: " + id));
        return DescribeCopyJobResponse.builder().copyJob(run.described(context)).build();
    }

    private ListCopyJobsResponse list(Context context, ListCopyJobsRequest request) {
        List<CopyJob> wanted = runs.all(context.region()).stream()
                .filter(run -> BackupListing.remembers(context.now(), run.created) && context.sees(run.id, run.created))
                .map(run -> run.described(context))
                .filter(job -> isWanted(job, request))
                .toList();
        Page<CopyJob> page = BackupListing.page(
                wanted,
                job -> BackupListing.key(job.creationDate(), job.copyJobId()),
                request.nextToken(),
                request.maxResults());
        return ListCopyJobsResponse.builder()
                .copyJobs(page.items())
                .nextToken(page.marker())
                .build();
    }

    private static boolean isWanted(CopyJob job, ListCopyJobsRequest request) {
        boolean anyCategory = request.byMessageCategory() == null
                || request.byMessageCategory().equals("*")
                || request.byMessageCategory().equals(job.messageCategory());
        return anyCategory
                && BackupListing.equal(request.byResourceArn(), job.resourceArn())
                && BackupListing.equal(request.byState(), job.state())
                && BackupListing.equal(request.byResourceType(), job.resourceType())
                && BackupListing.equal(request.byDestinationVaultArn(), job.destinationBackupVaultArn())
                && BackupListing.equal(request.bySourceRecoveryPointArn(), job.sourceRecoveryPointArn())
                && BackupListing.equal(request.byAccountId(), job.accountId())
                && BackupListing.equal(request.byParentJobId(), null)
                && BackupListing.within(request.byCreatedAfter(), request.byCreatedBefore(), job.creationDate())
                && BackupListing.within(request.byCompleteAfter(), request.byCompleteBefore(), job.completionDate());
    }
}
