package io.labelmint.dr.restore;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RestoreJobs;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.backup.model.PutRestoreValidationResultRequest;
import software.amazon.awssdk.services.backup.model.PutRestoreValidationResultResponse;
import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;

/**
 * Reports to AWS Backup what a copy is worth that its restore testing restored. AWS Backup then deletes the copy.
 *
 * <p>AWS documents nothing about a second result for a job; people see the first one stay. The message names the operation,
 * so looking tells our result from anybody else's, and a second call with the same content can only set the same or be
 * refused.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the job is
 * @param plan ARN of the restore testing plan
 * @param job id of the restore job
 * @param result {@code SUCCESSFUL} or {@code FAILED}
 * @param message why: the operation and ids of findings, never data
 */
@JsonTypeName("backup-report-validation")
public record ReportValidation(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String plan,
        String job,
        String result,
        String message)
        implements Action {

    /** One call, seen within seconds. */
    private static final Estimate REPORT = new Estimate(Duration.ofSeconds(10), Duration.ofMinutes(30));

    /** That {@code job}, a restore of {@code store}, is worth {@code result}. */
    public static ReportValidation of(
            String store, String region, String plan, String job, String result, String message) {
        return new ReportValidation(
                new ActionId(store + "/report-validation"), Set.of(), REPORT, region, plan, job, result, message);
    }

    @Override
    public PlannedCall call() {
        PutRestoreValidationResultRequest request = PutRestoreValidationResultRequest.builder()
                .restoreJobId(job)
                .validationStatus(result)
                .validationStatusMessage(message)
                .build();
        return PlannedCall.of(MutatingOperation.PUT_RESTORE_VALIDATION_RESULT, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory.read(new RestoreJobs(region, plan)).fold(this::progress, Progress.Unknown::new);
    }

    private Progress progress(List<RestoreJobsListMember> all) {
        return all.stream()
                .filter(each -> each.restoreJobId().equals(job))
                .findFirst()
                .map(AwsRestoreJob::new)
                .map(this::progress)
                .orElseGet(() -> new Progress.Failed(late("is not, or no longer, among the jobs of its plan")));
    }

    private Progress progress(AwsRestoreJob found) {
        return switch (found.state()) {
            case AWAITING -> new Progress.Absent();
            case REPORTED ->
                result.equals(found.listed().validationStatusAsString())
                                && message.equals(found.listed().validationStatusMessage())
                        ? new Progress.Done(Facts.of("restoreJob", job, "result", result))
                        : new Progress.Failed(late("has the result "
                                + found.listed().validationStatusAsString() + " already, from somebody else"));
            case CLOSED -> new Progress.Failed(late("takes no result any more: its validation window has closed"));
            case RESTORING, NOT_RESTORED, UNKNOWN ->
                new Progress.Failed(late("is " + found.listed().statusAsString()));
        };
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), PutRestoreValidationResultResponse.class);
        return Facts.of("restoreJob", job);
    }

    private Problem late(String why) {
        return Problem.of(
                        "aws-restore-test.not-reported",
                        "AWS Backup was not told that restore job " + job + " is " + result + ": it " + why + ".",
                        "What was found is in the evidence of this run. Give the selection of the restore testing plan a"
                                + " validation window that outlasts it, and let nobody else report.")
                .with("restoreJob", job);
    }
}
