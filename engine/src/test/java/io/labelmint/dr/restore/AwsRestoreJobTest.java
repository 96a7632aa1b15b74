package io.labelmint.dr.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.restore.AwsRestoreJob.State;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;

/** Which restore job is the one to look at, among whatever AWS may list. */
class AwsRestoreJobTest {
    private static final String PLAN = "arn:aws:backup:us-west-2:123456789012:restore-testing-plan:weekly-1";
    private static final String SOURCE = "arn:aws:rds:us-east-1:123456789012:db:billing";
    private static final String POINT = "arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-1";
    private static final Instant AT = Instant.parse("2026-01-06T22:00:00Z");

    @Test
    void theNewestThatWaitsGoesBeforeNewerOnesThatDoNot() {
        RestoreJobsListMember older = job("older", job -> job.creationDate(AT.minusSeconds(3)));
        RestoreJobsListMember waits = job("waits", job -> job.creationDate(AT.minusSeconds(2)));
        RestoreJobsListMember running = job("running", job -> job.status("RUNNING"));

        assertThat(latest(older, waits, running)).isEqualTo("waits");
        assertThat(latest(running, told(older), told(waits))).isEqualTo("running");
    }

    @Test
    void whatIsNotOfThePlanAndTheInstanceIsNobodysBusinessHere() {
        assertThat(latest(job("other plan", job -> job.createdBy(by -> by.restoreTestingPlanArn(PLAN + "2")))))
                .isEqualTo("none");
        assertThat(latest(job(
                        "on demand",
                        job -> job.createdBy((software.amazon.awssdk.services.backup.model.RestoreJobCreator) null))))
                .isEqualTo("none");
        assertThat(latest(job("other account", job -> job.sourceResourceArn(SOURCE.replace("1234", "9999")))))
                .isEqualTo("none");
        assertThat(latest(job("prefix", job -> job.sourceResourceArn(SOURCE + "-2"))))
                .isEqualTo("none");
        assertThat(latest(job("a volume", job -> job.resourceType("EBS")))).isEqualTo("none");
        assertThat(latest(job("unnamed", job -> job.sourceResourceArn(null)))).isEqualTo("unnamed");
        assertThat(latest(
                        job("unknown point", job -> job.sourceResourceArn(null).recoveryPointArn(POINT + "0"))))
                .isEqualTo("none");
    }

    @Test
    void whatIsNotKnownOfAJobIsNeverTakenForGood() {
        assertThat(state(job -> {})).isEqualTo(State.AWAITING);
        assertThat(state(job -> job.validationStatus("VALIDATING"))).isEqualTo(State.AWAITING);
        assertThat(state(job -> job.deletionStatus("DELETING"))).isEqualTo(State.CLOSED);
        assertThat(state(job -> job.deletionStatus("A NEW WORD"))).isEqualTo(State.CLOSED);
        assertThat(state(job -> job.validationStatus("TIMED_OUT"))).isEqualTo(State.CLOSED);
        assertThat(state(job -> job.validationStatus("A NEW WORD"))).isEqualTo(State.UNKNOWN);
        assertThat(state(job -> job.status("A NEW WORD"))).isEqualTo(State.UNKNOWN);
        assertThat(state(job -> job.status((String) null))).isEqualTo(State.UNKNOWN);
        assertThat(state(job -> job.status("ABORTED"))).isEqualTo(State.NOT_RESTORED);
        assertThat(state(job -> job.validationStatus("FAILED").deletionStatus("SUCCESSFUL")))
                .isEqualTo(State.REPORTED);
    }

    private static State state(Consumer<RestoreJobsListMember.Builder> change) {
        return new AwsRestoreJob(job("one", change)).state();
    }

    private static RestoreJobsListMember told(RestoreJobsListMember job) {
        return job.toBuilder().validationStatus("SUCCESSFUL").build();
    }

    private static String latest(RestoreJobsListMember... all) {
        return AwsRestoreJob.latest(List.of(all), PLAN, SOURCE, Set.of(POINT))
                .map(AwsRestoreJob::id)
                .orElse("none");
    }

    private static RestoreJobsListMember job(String id, Consumer<RestoreJobsListMember.Builder> change) {
        RestoreJobsListMember.Builder job = RestoreJobsListMember.builder()
                .restoreJobId(id)
                .resourceType("RDS")
                .sourceResourceArn(SOURCE)
                .recoveryPointArn(POINT)
                .creationDate(AT)
                .status("COMPLETED")
                .createdBy(by -> by.restoreTestingPlanArn(PLAN));
        change.accept(job);
        return job.build();
    }
}
