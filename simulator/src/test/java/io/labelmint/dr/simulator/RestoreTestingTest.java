package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.backup.BackupScripts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.MissingParameterValueException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.backup.model.RestoreDeletionStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobStatus;
import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Restore testing of AWS Backup: what a plan restores, when a result is taken, and what becomes of the copy. */
class RestoreTestingTest {
    private static final String MARK = "awsbackup-restore-test";

    private final BackupFixture backup = BackupFixture.inMemory(11);

    @BeforeEach
    void aRecoveryPoint() {
        backup.point("1");
    }

    @Test
    void aPlanRestoresTheNewestPointIntoAnInstanceWithTheTag() {
        String newest = backup.point("2");
        run(24);

        assertThat(job().status()).isIn(RestoreJobStatus.PENDING, RestoreJobStatus.RUNNING);
        backup.pass(Duration.ofHours(3));

        RestoreJobsListMember job = job();
        assertThat(job.status()).isEqualTo(RestoreJobStatus.COMPLETED);
        assertThat(job.recoveryPointArn()).isEqualTo(newest);
        assertThat(job.sourceResourceArn()).isEqualTo(backup.orders());
        assertThat(job.validationStatus()).as("nobody began to validate").isNull();
        assertThat(job.completionDate()).isAfter(job.creationDate());
        assertThat(copies()).singleElement().satisfies(copy -> {
            assertThat(copy.dbInstanceArn()).isEqualTo(job.createdResourceArn());
            assertThat(copy.tagList()).anyMatch(tag -> tag.key().equals(MARK));
        });
        assertThat(backup.east
                        .describeRestoreJob(r -> r.restoreJobId(job.restoreJobId()))
                        .createdResourceArn())
                .isEqualTo(job.createdResourceArn());
    }

    @Test
    void aResourceWithoutARecoveryPointIsLeftOutAndNothingSaysSo() {
        backup.world.script(BackupScripts.restoreTest(
                RdsFixture.EAST, "weekly", "main", backup.orders().replace("orders", "others"), 24, "first"));

        assertThat(backup.east.listRestoreJobs(r -> {}).restoreJobs()).isEmpty();
        assertThat(backup.east.listRestoreTestingPlans(r -> {}).restoreTestingPlans())
                .singleElement()
                .satisfies(plan -> assertThat(plan.lastExecutionTime()).isEqualTo(backup.now()));
    }

    @Test
    void aResultIsTakenOnceAndTheCopyGoesWithIt() {
        run(24);
        assertThatThrownBy(() -> report(RestoreValidationStatus.SUCCESSFUL))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("is not in state COMPLETED");
        backup.pass(Duration.ofHours(3));

        report(RestoreValidationStatus.VALIDATING);
        assertThat(job().deletionStatus()).as("still at it").isNull();
        report(RestoreValidationStatus.FAILED);

        assertThat(job().validationStatus()).isEqualTo(RestoreValidationStatus.FAILED);
        assertThat(job().validationStatusMessage()).isEqualTo("why");
        assertThat(job().deletionStatus()).isEqualTo(RestoreDeletionStatus.DELETING);
        assertThatThrownBy(() -> report(RestoreValidationStatus.SUCCESSFUL))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("was already set");
        backup.pass(Duration.ofHours(1));
        assertThat(job().deletionStatus()).isEqualTo(RestoreDeletionStatus.SUCCESSFUL);
        assertThat(job().validationStatus()).isEqualTo(RestoreValidationStatus.FAILED);
        assertThat(copies()).isEmpty();
    }

    @Test
    void aWindowThatNobodyUsesEndsTimedOutAndTheCopyGoes() {
        run(4);
        backup.pass(Duration.ofHours(8));

        assertThat(job().validationStatus()).isEqualTo(RestoreValidationStatus.TIMED_OUT);
        assertThat(copies()).isEmpty();
        assertThatThrownBy(() -> report(RestoreValidationStatus.SUCCESSFUL))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("has closed");
    }

    @Test
    void withoutItsTagTheCopyCannotBeDeleted() {
        run(24);
        backup.pass(Duration.ofHours(3));
        String arn = job().createdResourceArn();
        backup.rds.east.removeTagsFromResource(r -> r.resourceName(arn).tagKeys(MARK));

        report(RestoreValidationStatus.SUCCESSFUL);
        backup.pass(Duration.ofHours(1));

        assertThat(job().deletionStatus()).isEqualTo(RestoreDeletionStatus.FAILED);
        assertThat(copies()).hasSize(1);
    }

    @Test
    void whatIsMissingOrUnknownIsRefused() {
        assertThatThrownBy(() -> backup.east.putRestoreValidationResult(
                        r -> r.restoreJobId("NOBODYS").validationStatus(RestoreValidationStatus.FAILED)))
                .isInstanceOf(ResourceNotFoundException.class);
        run(24);
        assertThatThrownBy(() -> backup.east.putRestoreValidationResult(r -> r.restoreJobId(job().restoreJobId())))
                .isInstanceOf(MissingParameterValueException.class);
    }

    @Test
    void aRestoreThatFailsSaysWhyAndLeavesNothing() {
        backup.world.script(BackupScripts.restoreTestFails(backup.orders()));
        run(24);
        backup.pass(Duration.ofHours(1));

        assertThat(job().status()).isEqualTo(RestoreJobStatus.FAILED);
        assertThat(job().statusMessage()).isEqualTo("Access denied to KMS key.");
        assertThat(copies()).isEmpty();
    }

    private void run(int windowHours) {
        backup.world.script(BackupScripts.restoreTest(
                RdsFixture.EAST,
                "weekly",
                "main",
                backup.orders(),
                windowHours,
                backup.now().toString()));
        backup.pass(Duration.ofSeconds(6)); // seen by then
    }

    private RestoreJobsListMember job() {
        String plan = backup.east
                .listRestoreTestingPlans(r -> {})
                .restoreTestingPlans()
                .get(0)
                .restoreTestingPlanArn();
        return backup.east
                .listRestoreJobs(r -> r.byRestoreTestingPlanArn(plan))
                .restoreJobs()
                .get(0);
    }

    private void report(RestoreValidationStatus status) {
        backup.east.putRestoreValidationResult(r ->
                r.restoreJobId(job().restoreJobId()).validationStatus(status).validationStatusMessage("why"));
    }

    private List<DBInstance> copies() {
        return backup.rds.east.describeDBInstances().dbInstances().stream()
                .filter(instance -> instance.dbInstanceIdentifier().startsWith(MARK))
                .toList();
    }
}
