package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.coverage.Coverage;
import io.labelmint.dr.coverage.Recovery;
import io.labelmint.dr.coverage.Recovery.Means;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.coverage.RestoreProof;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.rehearsal.RehearsedCopies;
import io.labelmint.dr.rehearsal.RestoreTestingRuns;
import io.labelmint.dr.restore.RestoreTesting;
import io.labelmint.dr.simulator.backup.BackupScripts;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.validation.CopyAccess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.RestoreJobsListMember;
import software.amazon.awssdk.services.backup.model.RestoreValidationStatus;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What AWS Backup's own restore testing restored: asked as copies of our tests are, and the result reported to it. */
class AwsRestoreTestTest {
    private static final long SEED = 29;
    private static final String WEST = "us-west-2";
    private static final String PLAN = "labelmint_production_weekly";
    private static final String BILLING = "arn:aws:rds:us-east-1:123456789012:db:labelmint-production-billing";
    private static final Recovery BY_AWS = new Recovery(Means.AWS_RESTORE_TESTING, Side.DR);

    @Test
    void whatAwsRestoredIsAskedAndAwsIsToldThatItIsGood() {
        Trial trial = trial();
        String copy = copy(trial);

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).isEmpty();
        assertThat(checks(evidence))
                .contains("aws-restore-test.restored", "aws-restore.rows", "aws-restore.freshness", "restore.rows")
                .contains("aws-restore-test.reported");
        RestoreJobsListMember job = job(trial);
        assertThat(job.validationStatus()).isEqualTo(RestoreValidationStatus.SUCCESSFUL);
        assertThat(job.validationStatusMessage())
                .matches("report-validation-billing-db-[a-z0-9-]+: 8 of 8 levels passed");
        assertThat(job.deletionStatusAsString()).as("AWS Backup deletes it").isNotNull();
        assertThat(changes(trial))
                .noneMatch(call -> call.operation().matches("(Delete|Modify)DBInstance|Remove.*")
                        && call.params().toString().contains(copy));
        Coverage coverage = Coverage.of(
                trial.estate,
                RestoreHistory.of(trial.ledgers, trial.estate, RunKind.REHEARSAL),
                trial.timeline.now(),
                Coverage.WITHIN);
        assertThat(coverage.rows())
                .filteredOn(row -> row.recovery().equals(BY_AWS))
                .singleElement()
                .satisfies(row -> assertThat(row.state()).isEqualTo(Coverage.State.PROVED))
                .satisfies(row -> assertThat(row.times().count()).isEqualTo(1));
    }

    @Test
    void ruinedDataIsReportedAsFailedByIdsOfFindingsAndNothingOfTheData() {
        Trial trial = trial();
        ((RehearsedCopies) trial.copies.probes()).empty("billing-db", "public.invoices");

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).contains("aws-restore.rows");
        assertThat(job(trial).validationStatus()).isEqualTo(RestoreValidationStatus.FAILED);
        assertThat(job(trial).validationStatusMessage())
                .matches("report-validation-billing-db-[a-z0-9-]+: aws-restore.rows FAILED");
        assertThat(proofs(trial))
                .extracting(RestoreProof::recovery, RestoreProof::red)
                .contains(tuple(BY_AWS, List.of("aws-restore.rows")));
    }

    @Test
    void whereverItIsKilledOneResultIsReportedAndItIsWhatWasFound() {
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = trial();
            Optional<Evidence> first = trial.process(boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> trial.process(-1).orElseThrow());

            String how = "killed at boundary " + boundary;
            assertThat(red(evidence)).as(how).isEmpty();
            assertThat(checks(evidence)).as(how).doesNotHaveDuplicates();
            assertThat(reports(trial)).as(how).hasSize(1);
            assertThat(job(trial).validationStatus()).as(how).isEqualTo(RestoreValidationStatus.SUCCESSFUL);
            assertThat(trial.doneTwice()).as(how).isEmpty();
        }
        assertThat(boundary).isGreaterThan(10);
    }

    @Test
    void aCopyNobodyGetsIntoIsNotReportedAndAskedAgain() {
        Trial trial = trial();
        Rehearsal.program(trial.world, CopyAccess.none());

        assertThat(finding(trial.process(-1).orElseThrow()).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(reports(trial)).isEmpty();
        assertThat(job(trial).deletionStatusAsString()).as("it stays").isNull();

        Rehearsal.program(trial.world, Trial.copiesOf(trial));
        assertThat(finding(trial.process(-1).orElseThrow()).green()).isTrue();
        assertThat(job(trial).validationStatus()).isEqualTo(RestoreValidationStatus.SUCCESSFUL);
    }

    @Test
    void whatARunReportedARerunDoesNotAskAgainAndRemembersAsItsOwn() {
        Trial trial = trial();
        trial.process(-1);
        trial.pass(Duration.ofDays(1));

        Evidence again = trial.process(-1).orElseThrow();

        assertThat(finding(again).green()).isTrue();
        assertThat(finding(again).summary()).contains("was asked before, and is good");
        assertThat(checks(again)).doesNotContain("aws-restore.rows");
        assertThat(reports(trial)).hasSize(1);
        assertThat(proofs(trial))
                .filteredOn(proof -> proof.recovery().equals(BY_AWS))
                .hasSize(1);
    }

    @Test
    void aResultOfSomebodyElseVouchesForNothing() {
        Trial trial = trial();
        backup(trial)
                .putRestoreValidationResult(
                        request -> request.restoreJobId(job(trial).restoreJobId())
                                .validationStatus(RestoreValidationStatus.SUCCESSFUL)
                                .validationStatusMessage("backup-orders-db-20260107-0a1b2c3d: <b>trust me</b>"));

        Finding finding = finding(trial.process(-1).orElseThrow());

        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(finding.summary()).contains("Somebody else reported");
        assertThat(proofs(trial)).noneMatch(proof -> proof.recovery().equals(BY_AWS));
    }

    @Test
    void aWindowThatClosedIsAFindingAndNothingIsTriedAgain() {
        Trial trial = trial();
        trial.pass(Duration.ofHours(170));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(finding(evidence).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding(evidence).summary()).contains("closed before anybody asked");
        assertThat(reports(trial)).isEmpty();
    }

    @Test
    void aWindowThatClosesBetweenAskingAndReportingEndsTheRunRed() {
        Trial trial = trial();
        int boundary = 0;
        while (trial.ledgers.operations().stream().noneMatch(id -> id.value().startsWith("report-validation-"))) {
            trial = trial();
            trial.process(boundary++);
        }
        trial.pass(Duration.ofHours(170));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).contains("aws-restore-test.reported");
        assertThat(job(trial).validationStatus()).isEqualTo(RestoreValidationStatus.TIMED_OUT);
        assertThat(reports(trial)).isEmpty();
    }

    @Test
    void aPlanThatLeftTheDatabaseOutTestedNothing() {
        Trial trial = trial();
        trial.pass(Duration.ofDays(31)); // AWS Backup shows the jobs of thirty days
        trial.world.script(BackupScripts.restoreTest(
                WEST,
                PLAN,
                "labelmint-production-dr",
                BILLING.replace("billing", "orders"),
                24,
                "a run that finds no recovery point"));

        Finding finding = finding(trial.process(-1).orElseThrow());

        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).contains("restored nothing of billing-db when it ran on");
    }

    @Test
    void aPlanThatDoesNotExistIsRedAndJobsOfOthersAreLeftAlone() {
        Trial trial = trial("another_plan");
        // Settling ran the plan the estate names; somebody else's is there too, with a copy that waits.
        trial.world.script(BackupScripts.restoreTest(WEST, PLAN, "labelmint-production-dr", BILLING, 24, "theirs"));
        trial.pass(Duration.ofHours(3));
        String own = plan(trial, "another_plan");

        trial.process(-1);

        assertThat(backup(trial).listRestoreJobs(request -> {}).restoreJobs())
                .hasSize(2)
                .allSatisfy(job -> assertThat(job.validationStatus())
                        .isEqualTo(
                                job.createdBy().restoreTestingPlanArn().equals(own)
                                        ? RestoreValidationStatus.SUCCESSFUL
                                        : null));
    }

    @Test
    void aTestThatIsTooOldIsRedWhateverItsResult() {
        Trial trial = trial();
        trial.process(-1);
        trial.pass(Duration.ofDays(9));

        Finding finding = finding(trial.process(-1).orElseThrow());

        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).contains("longer than the declared 8 d 0 h");
    }

    @Test
    void aRestoreThatAwsCouldNotMakeIsRedWithItsReason() {
        Trial trial = trial();
        trial.world.script(BackupScripts.restoreTestFails(BILLING));
        trial.process(-1); // the one that waited is reported
        new RestoreTestingRuns(trial.estate, trial.world).run(24);
        trial.pass(Duration.ofDays(1));

        Finding finding = finding(trial.process(-1).orElseThrow());

        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).contains("could not restore", "Access denied to KMS key.");
    }

    @Test
    void anInstanceWithoutTheTagMayBeAnybodysAndIsNotAsked() {
        Trial trial = trial();
        rds(trial)
                .removeTagsFromResource(request ->
                        request.resourceName(job(trial).createdResourceArn()).tagKeys(RestoreTesting.TAG));

        Finding finding = finding(trial.process(-1).orElseThrow());

        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(finding.summary()).contains("has no tag " + RestoreTesting.TAG);
        assertThat(reports(trial)).isEmpty();
    }

    private static Trial trial() {
        return trial(PLAN);
    }

    private static Trial trial(String plan) {
        String source = Trial.example("labelmint-production.yaml").source().replace(PLAN, plan);
        Trial trial = new Trial(EstateLoader.parse(source, "estate.yaml"), SEED);
        trial.job = new Job(Job.Type.RESTORE_TEST, new TreeSet<>(List.of("billing-db")));
        return trial;
    }

    private static BackupClient backup(Trial trial) {
        return trial.world.client(BackupClient.class, WEST);
    }

    private static RdsClient rds(Trial trial) {
        return trial.world.client(RdsClient.class, WEST);
    }

    private static String plan(Trial trial, String name) {
        return backup(trial).listRestoreTestingPlans(request -> {}).restoreTestingPlans().stream()
                .filter(plan -> plan.restoreTestingPlanName().equals(name))
                .findFirst()
                .orElseThrow()
                .restoreTestingPlanArn();
    }

    private static RestoreJobsListMember job(Trial trial) {
        return backup(trial).listRestoreJobs(request -> {}).restoreJobs().get(0);
    }

    private static String copy(Trial trial) {
        return rds(trial).describeDBInstances().dbInstances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .filter(name -> name.startsWith("awsbackup-restore-test-"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Call> changes(Trial trial) {
        return trial.world.calls().stream()
                .filter(call -> !call.operation().matches("(Describe|Get|List|Head).*|PutMetricData"))
                .toList();
    }

    private static List<Call> reports(Trial trial) {
        return changes(trial).stream()
                .filter(call -> call.operation().equals("PutRestoreValidationResult"))
                .filter(call -> call.outcome().equals(Call.OK))
                .toList();
    }

    private static List<RestoreProof> proofs(Trial trial) {
        return RestoreHistory.of(trial.ledgers, trial.estate, RunKind.REHEARSAL);
    }

    private static Finding finding(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().equals("aws-restore-test.restored"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> checks(Evidence evidence) {
        return evidence.findings().stream()
                .map(finding -> finding.check() + " " + finding.subject())
                .map(words -> words.replace(" billing-db", ""))
                .toList();
    }

    private static List<String> red(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> !finding.green())
                .map(Finding::check)
                .toList();
    }
}
