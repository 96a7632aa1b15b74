package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.core.RequestJson;
import io.labelmint.dr.simulator.rds.BackupRestores;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobRequest;
import software.amazon.awssdk.services.backup.model.DescribeRestoreJobResponse;
import software.amazon.awssdk.services.backup.model.ListRestoreJobsRequest;
import software.amazon.awssdk.services.backup.model.ListRestoreJobsResponse;
import software.amazon.awssdk.services.backup.model.ListRestoreTestingPlansRequest;
import software.amazon.awssdk.services.backup.model.ListRestoreTestingPlansResponse;
import software.amazon.awssdk.services.backup.model.PutRestoreValidationResultRequest;
import software.amazon.awssdk.services.backup.model.PutRestoreValidationResultResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;
import software.amazon.awssdk.services.backup.model.RestoreTestingPlanForList;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;

/**
 * Restore testing: developer guide, "Restore testing" and "Restore testing validation". Plans exist as {@link
 * BackupScripts#restoreTest} only, and restore jobs as theirs.
 */
final class RestoreTestingPlans {
    /** Developer guide, "Restore testing", "Data deletion": the tag, and what names begin with. The tag's value is not said. */
    static final String MARK = "awsbackup-restore-test";

    private final Regional<RestoreTestingPlanForList> plans = new Regional<>();
    private final Regional<RestoreRun> runs = new Regional<>();
    private final Vaults vaults;
    private final RecoveryPoints points;
    private final BackupRestores restores;

    RestoreTestingPlans(Vaults vaults, RecoveryPoints points, BackupRestores restores) {
        this.vaults = vaults;
        this.points = points;
        this.restores = restores;
    }

    void declare(Operations operations) {
        operations
                .read("ListRestoreTestingPlans", ListRestoreTestingPlansRequest.class, this::listPlans)
                .read("ListRestoreJobs", ListRestoreJobsRequest.class, this::listJobs)
                .read("DescribeRestoreJob", DescribeRestoreJobRequest.class, this::describe)
                .change("PutRestoreValidationResult", PutRestoreValidationResultRequest.class, this::report);
    }

    /**
     * Runs a plan: "one eligible recovery point per protected resource in selection is restored by the restore test. If no
     * recovery points for a resource meet the recovery point selection criteria, that resource will not be included in the
     * test" (developer guide, "Recovery point determination").
     */
    void run(Context context, BackupScripts.TestEvent event) {
        RestoreTestingPlanForList plan = plan(context, event.plan());
        plans.put(
                context.region(),
                event.plan(),
                plan.toBuilder().lastExecutionTime(context.now()).build());
        Vault vault = vaults.find(event.region(), event.vault()).orElseThrow(BackupErrors::noSuchVault);
        points.all().stream()
                .filter(point -> point.vault == vault
                        && point.fixed.resourceArn().equals(event.resourceArn())
                        && !point.isContinuous()
                        && point.exists(context)
                        && point.status(context) == RecoveryPointStatus.COMPLETED)
                .max(Comparator.comparing(point -> point.fixed.creationDate()))
                .ifPresent(newest -> restore(context, event, plan, newest));
    }

    private RestoreTestingPlanForList plan(Context context, String name) {
        return plans.find(context.region(), name)
                .orElseGet(() -> RestoreTestingPlanForList.builder()
                        .restoreTestingPlanName(name)
                        .restoreTestingPlanArn(context.arn(
                                "backup",
                                "restore-testing-plan:" + name + "-"
                                        + context.seed().uuid("restore-testing-plan", context.region(), name)))
                        .scheduleExpression("cron(0 22 * * ? *)")
                        .scheduleExpressionTimezone("Etc/UTC")
                        .startWindowHours(1)
                        .creationTime(context.now())
                        .build());
    }

    private void restore(
            Context context, BackupScripts.TestEvent event, RestoreTestingPlanForList plan, RecoveryPoint point) {
        String id = context.seed()
                .uuid("restore-job", context.region(), context.sequence())
                .toUpperCase(Locale.ROOT);
        String instance = MARK + "-" + id.toLowerCase(Locale.ROOT).substring(0, 8);
        RestoreRun run = new RestoreRun(
                context.region(),
                RestoreJobsListMember.builder()
                        .accountId(context.account())
                        .restoreJobId(id)
                        .recoveryPointArn(point.arn)
                        .recoveryPointCreationDate(point.fixed.creationDate())
                        .sourceResourceArn(event.resourceArn())
                        .backupVaultArn(point.vault.arn)
                        .backupSizeInBytes(point.fixed.backupSizeInBytes())
                        .iamRoleArn(point.fixed.iamRoleArn())
                        .resourceType("RDS")
                        .isParent(false)
                        .creationDate(context.now())
                        .createdResourceArn(context.arn("rds", "db:" + instance))
                        .createdBy(creator -> creator.restoreTestingPlanArn(plan.restoreTestingPlanArn()))
                        .build());
        runs.put(context.region(), id, run);
        if (context.scripts()
                .get(BackupScripts.restore(event.resourceArn()))
                .filter(BackupScripts.FAILS::equals)
                .isPresent()) {
            // Developer guide, "Restore testing failure troubleshooting", 5.
            run.reason = "Access denied to KMS key.";
            run.end(context.now().plusSeconds(60), RestoreJobStatus.FAILED);
            return;
        }
        Instant up;
        try {
            up = restores.restore(context, point.arn, instance, Map.of(MARK, event.plan()));
        } catch (AwsServiceException e) {
            run.reason = e.awsErrorDetails().errorMessage();
            run.end(context.now().plusSeconds(60), RestoreJobStatus.FAILED);
            return;
        }
        run.end(up, RestoreJobStatus.COMPLETED);
        run.closes = up.plus(Duration.ofHours(event.windowHours()));
        run.deleting = run.closes;
        run.gone = restores.delete(context, instance, run.closes);
    }

    private ListRestoreTestingPlansResponse listPlans(Context context, ListRestoreTestingPlansRequest request) {
        Page<RestoreTestingPlanForList> page = BackupListing.page(
                List.copyOf(plans.all(context.region())),
                RestoreTestingPlanForList::restoreTestingPlanName,
                request.nextToken(),
                request.maxResults());
        return ListRestoreTestingPlansResponse.builder()
                .restoreTestingPlans(page.items())
                .nextToken(page.marker())
                .build();
    }

    private ListRestoreJobsResponse listJobs(Context context, ListRestoreJobsRequest request) {
        Instant now = context.now();
        List<RestoreJobsListMember> wanted = runs.all(context.region()).stream()
                .filter(run -> BackupListing.remembers(now, run.fixed.creationDate())
                        && context.sees(run.id, run.fixed.creationDate()))
                .map(run -> run.described(now))
                .filter(job -> isWanted(job, request))
                .toList();
        Page<RestoreJobsListMember> page = BackupListing.page(
                wanted,
                job -> BackupListing.key(job.creationDate(), job.restoreJobId()),
                request.nextToken(),
                request.maxResults());
        return ListRestoreJobsResponse.builder()
                .restoreJobs(page.items())
                .nextToken(page.marker())
                .build();
    }

    private static boolean isWanted(RestoreJobsListMember job, ListRestoreJobsRequest request) {
        return BackupListing.equal(request.byAccountId(), job.accountId())
                && BackupListing.equal(request.byResourceType(), job.resourceType())
                && BackupListing.equal(request.byStatus(), job.status())
                && BackupListing.equal(
                        request.byRestoreTestingPlanArn(), job.createdBy().restoreTestingPlanArn())
                && BackupListing.equal(request.byParentJobId(), null)
                && BackupListing.within(request.byCreatedAfter(), request.byCreatedBefore(), job.creationDate())
                && BackupListing.within(request.byCompleteAfter(), request.byCompleteBefore(), job.completionDate());
    }

    private RestoreRun require(Context context, String id) {
        return Optional.ofNullable(BackupErrors.required("RestoreJobId", id))
                .flatMap(given -> runs.find(context.region(), given))
                .orElseThrow(() -> BackupErrors.notFound("Cannot find Restore Job with ID: " + id));
    }

    private DescribeRestoreJobResponse describe(Context context, DescribeRestoreJobRequest request) {
        RestoreRun run = require(context, request.restoreJobId());
        return RequestJson.read(RequestJson.write(run.described(context.now())), DescribeRestoreJobResponse.class);
    }

    /**
     * API reference, PutRestoreValidationResult, names the exceptions and publishes neither sentences nor when which is
     * thrown. That a job which is not complete, is over, or has a result takes none is what "run when a restore testing job
     * completes" and "once the validation completes or the window closes, AWS Backup deletes" (developer guide) leave.
     */
    private PutRestoreValidationResultResponse report(Context context, PutRestoreValidationResultRequest request) {
        RestoreRun run = require(context, request.restoreJobId());
        BackupErrors.required("ValidationStatus", request.validationStatusAsString());
        if (request.validationStatus() == RestoreValidationStatus.UNKNOWN_TO_SDK_VERSION) {
            throw BackupErrors.invalidValue("Invalid ValidationStatus: " + request.validationStatusAsString());
        }
        Instant now = context.now();
        if (!run.isComplete(now)) {
            throw BackupErrors.invalidRequest("Restore job " + run.id + " is not in state COMPLETED.");
        }
        if (run.hasResult()) {
            throw BackupErrors.invalidRequest("The validation result of restore job " + run.id + " was already set.");
        }
        if (run.isClosed(now)) {
            throw BackupErrors.invalidRequest("The validation window of restore job " + run.id + " has closed.");
        }
        run.report(request.validationStatus(), request.validationStatusMessage());
        if (run.hasResult()) {
            delete(context, run);
        }
        return PutRestoreValidationResultResponse.builder().build();
    }

    /** "If a user removes this tag, AWS Backup cannot delete the resource": developer guide, "Data deletion". */
    private void delete(Context context, RestoreRun run) {
        String arn = run.fixed.createdResourceArn();
        run.deleting = context.now();
        run.gone = restores.isMarked(context, arn, MARK)
                ? restores.delete(context, arn.substring(arn.lastIndexOf(':') + 1), context.now())
                : null;
    }
}
