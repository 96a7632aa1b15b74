package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.core.RequestJson;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupJobResponse;
import software.amazon.awssdk.services.backup.model.ListBackupJobsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupJobsResponse;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StartBackupJobResponse;

/** The backup jobs of all regions, and the operations on them. */
final class BackupJobs {
    private final Regional<BackupRun> runs = new Regional<>();
    private final Tokens tokens = new Tokens();
    private final Vaults vaults;
    private final BackupSchedule schedule;

    BackupJobs(Vaults vaults, BackupSchedule schedule) {
        this.vaults = vaults;
        this.schedule = schedule;
    }

    void declare(Operations operations) {
        operations
                .change("StartBackupJob", StartBackupJobRequest.class, this::start)
                .read("DescribeBackupJob", DescribeBackupJobRequest.class, this::describe)
                .read("ListBackupJobs", ListBackupJobsRequest.class, this::list);
    }

    /** Carries out {@code order} in the client's region. */
    BackupRun begin(Context context, BackupOrder order) {
        Collection<BackupRun> earlier = runs.all(context.region());
        BackupRun run = schedule.plan(context, order, List.copyOf(earlier));
        runs.put(context.region(), run.id, run);
        return run;
    }

    Map<String, Instant> restsAt() {
        return runs.all().stream().collect(Collectors.toMap(run -> run.id, BackupRun::ends));
    }

    private StartBackupJobResponse start(Context context, StartBackupJobRequest request) {
        Optional<String> before = tokens.repeated(context.region(), request.idempotencyToken(), request);
        if (before.isPresent()) {
            return started(runs.find(context.region(), before.get()).orElseThrow());
        }
        String name = BackupErrors.required("BackupVaultName", request.backupVaultName());
        Vault vault = vaults.find(context.region(), name)
                .orElseThrow(() -> BackupErrors.notFound("Backup vault " + name + " does not exist"));
        if (request.logicallyAirGappedBackupVaultArn() != null || request.index() != null) {
            throw BackupErrors.invalidValue("The simulator models neither air-gapped vaults nor indexes");
        }
        BackupOrder order = BackupOrder.of(vault, request, context.now());
        schedule.requireResource(context, order.resourceArn());
        BackupRun run = begin(context, order);
        tokens.used(context.region(), request.idempotencyToken(), request, run.id);
        return started(run);
    }

    /** RecoveryPointArn is returned for EFS and advanced DynamoDB only: API reference, StartBackupJob. */
    private static StartBackupJobResponse started(BackupRun run) {
        return StartBackupJobResponse.builder()
                .backupJobId(run.id)
                .creationDate(run.order.created())
                .isParent(false)
                .build();
    }

    private DescribeBackupJobResponse describe(Context context, DescribeBackupJobRequest request) {
        String id = BackupErrors.required("BackupJobId", request.backupJobId());
        BackupRun run = runs.find(context.region(), id)
                .filter(known -> !context.now().isBefore(known.order.created()))
                .orElseThrow(() -> BackupErrors.notFound("Cannot find Backup Job with ID: " + id));
        return RequestJson.read(RequestJson.write(run.described(context.now())), DescribeBackupJobResponse.class);
    }

    private ListBackupJobsResponse list(Context context, ListBackupJobsRequest request) {
        Instant now = context.now();
        List<BackupJob> wanted = runs.all(context.region()).stream()
                .filter(run -> !now.isBefore(run.order.created())
                        && BackupListing.remembers(now, run.order.created())
                        && context.sees(run.id, run.order.created()))
                .map(run -> run.described(now))
                .filter(job -> isWanted(job, request))
                .toList();
        Page<BackupJob> page = BackupListing.page(
                wanted,
                job -> BackupListing.key(job.creationDate(), job.backupJobId()),
                request.nextToken(),
                request.maxResults());
        return ListBackupJobsResponse.builder()
                .backupJobs(page.items())
                .nextToken(page.marker())
                .build();
    }

    private static boolean isWanted(BackupJob job, ListBackupJobsRequest request) {
        boolean anyCategory = request.byMessageCategory() == null
                || request.byMessageCategory().equals("*")
                || request.byMessageCategory().equals(job.messageCategory());
        return anyCategory
                && BackupListing.equal(request.byResourceArn(), job.resourceArn())
                && BackupListing.equal(request.byState(), job.state())
                && BackupListing.equal(request.byBackupVaultName(), job.backupVaultName())
                && BackupListing.equal(request.byResourceType(), job.resourceType())
                && BackupListing.equal(request.byAccountId(), job.accountId())
                && BackupListing.equal(request.byParentJobId(), null)
                && BackupListing.within(request.byCreatedAfter(), request.byCreatedBefore(), job.creationDate())
                && BackupListing.within(request.byCompleteAfter(), request.byCompleteBefore(), job.completionDate());
    }
}
