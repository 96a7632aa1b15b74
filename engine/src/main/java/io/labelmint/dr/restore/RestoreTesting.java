package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.backup.DatabaseBackup;
import io.labelmint.dr.backup.DatabaseBackups;
import io.labelmint.dr.backup.VaultNames;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores.AwsTesting;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RestoreJobs;
import io.labelmint.dr.observatory.RestoreTestingPlans;
import io.labelmint.dr.plan.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.backup.model.RestoreTestingPlanForList;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What a restore testing plan of AWS Backup did with a database. AWS Backup restores one eligible recovery point of each
 * selected resource, and deletes what it restored when somebody has reported a result or the validation window closes. A
 * resource without an eligible recovery point "will not be included in the test" (AWS Backup developer guide, "Recovery
 * point determination"), and nothing says so.
 */
public final class RestoreTesting {
    /**
     * What AWS Backup tags the resources it restores for tests with: the same guide, "Data deletion". Without it AWS Backup
     * cannot delete them, so nothing here may touch it.
     */
    public static final String TAG = "awsbackup-restore-test";

    private final Estate estate;
    private final PostgresDatabase database;
    private final AwsTesting testing;
    private final String region;

    public RestoreTesting(Estate estate, PostgresDatabase database, AwsTesting testing) {
        this.estate = estate;
        this.database = database;
        this.testing = testing;
        this.region = testing.side().of(estate.regions());
    }

    /**
     * What there is.
     *
     * @param plan ARN of the plan
     * @param lastRun when the plan last ran; empty if it never did
     * @param job what came of it for this database; empty if nothing did
     */
    public record Tested(String plan, Optional<Instant> lastRun, Optional<AwsRestoreJob> job) {}

    /** The region it happens in. */
    public String region() {
        return region;
    }

    /**
     * What came of it.
     *
     * @throws ProblemException if there is no such plan
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public Tested tested(Observatory observatory) {
        RestoreTestingPlanForList plan = observatory.read(new RestoreTestingPlans(region)).orElseThrow().stream()
                .filter(each -> each.restoreTestingPlanName().equals(testing.plan()))
                .findFirst()
                .orElseThrow(this::noPlan);
        String arn = plan.restoreTestingPlanArn();
        return new Tested(
                arn,
                Optional.ofNullable(plan.lastExecutionTime()),
                AwsRestoreJob.latest(
                        observatory.read(new RestoreJobs(region, arn)).orElseThrow(),
                        arn,
                        VaultNames.resource(estate, database, arn),
                        backups(observatory).stream().map(DatabaseBackup::arn).collect(Collectors.toSet())));
    }

    /**
     * What is known of the copy {@code job} restored: where it is, and of which moment.
     *
     * @throws ProblemException if it is not there, not marked as a test's, not usable, or of a moment nobody knows
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    public Facts copy(AwsRestoreJob job, Observatory observatory) {
        String arn = String.valueOf(job.listed().createdResourceArn());
        DBInstance instance = observatory.read(new DbInstances(region)).orElseThrow().stream()
                .filter(each -> arn.equals(each.dbInstanceArn()))
                .findFirst()
                .orElseThrow(() -> unusable(job, "there is no instance " + arn + " in " + region));
        if (!RestoredInstance.tags(instance).containsKey(TAG)) {
            throw Problem.of(
                            "aws-restore-test.not-a-test",
                            "Restore job " + job.id() + " names " + arn + ", which has no tag " + TAG
                                    + ", so it may be anybody's. It was not asked.",
                            "Find out who removed the tag: AWS Backup cannot delete the copy without it, and somebody has to.")
                    .with("arn", arn)
                    .asException();
        }
        if (!RestoredInstance.usable(instance)) {
            throw unusable(job, "its instance is " + instance.dbInstanceStatus());
        }
        DatabaseBackup backup = backups(observatory).stream()
                .filter(each -> each.arn().equals(job.listed().recoveryPointArn()))
                .findFirst()
                .orElseThrow(() -> unusable(
                        job,
                        "its recovery point is not in the vault the estate declares, so nobody knows of which moment its"
                                + " data is"));
        return Facts.of(
                "arn", arn,
                "endpoint", instance.endpoint().address(),
                "port", instance.endpoint().port(),
                "instanceClass", instance.dbInstanceClass(),
                "engineVersion", instance.engineVersion(),
                "restoredFrom", backup.arn(),
                "restoredTo", backup.consistentAt());
    }

    private List<DatabaseBackup> backups(Observatory observatory) {
        return DatabaseBackups.of(estate, database, region, observatory).orElseThrow();
    }

    private ProblemException unusable(AwsRestoreJob job, String why) {
        return Problem.of(
                        "aws-restore-test.no-copy",
                        "What restore job " + job.id() + " of " + database.id() + " restored could not be asked: " + why
                                + ".",
                        "See the job under Restore testing in the AWS Backup console of " + region + ".")
                .with("restoreJob", job.id())
                .asException();
    }

    private ProblemException noPlan() {
        return Problem.of(
                        "aws-restore-test.no-plan",
                        "There is no restore testing plan " + testing.plan() + " in " + region
                                + ", so AWS Backup tests no" + " restore of " + database.id() + ".",
                        "Create it, or correct restore.awsRestoreTesting of " + database.id() + " in the estate file.")
                .with("region", region)
                .asException();
    }
}
