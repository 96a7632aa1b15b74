package io.labelmint.dr.job;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.coverage.Recovery.Means;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores.AwsTesting;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.restore.AwsRestoreJob;
import io.labelmint.dr.restore.ReportValidation;
import io.labelmint.dr.restore.RestoreTesting.Tested;
import io.labelmint.dr.run.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a restore by AWS Backup's restore testing is worth, as one finding. */
final class AwsRestoreVerdict {
    /** What the ids of levels begin with. */
    static final String LEVEL = RestoreHistory.AWS + "restore.";

    /** Fact of a restore that is to be reported: as what. */
    static final String REPORT = "report";

    private static final String CONNECTS = LEVEL + "connects";
    private static final String ROWS = LEVEL + "rows";

    private final Engine engine;
    private final PostgresDatabase database;
    private final AwsTesting declared;
    private final String region;
    private final Look look;

    AwsRestoreVerdict(Engine engine, Estate estate, PostgresDatabase database, AwsTesting declared) {
        this.engine = engine;
        this.database = database;
        this.declared = declared;
        this.region = declared.side().of(estate.regions());
        this.look = new Look(
                RestoreHistory.TESTED_BY_AWS,
                database.id(),
                "AWS Backup can restore it within "
                        + Ages.words(database.objectives().rto()),
                Controls.RESTORE);
    }

    Look look() {
        return look;
    }

    /** Of a copy that was looked at. */
    Finding of(String plan, AwsRestoreJob job, Facts copy, List<Finding> levels) {
        Duration took = job.took().plus(took(CONNECTS, levels)).plus(took(ROWS, levels));
        Duration rto = database.objectives().rto();
        Facts facts = AwsRestoreTests.facts(plan, job)
                .and(copy)
                .and(Facts.of(
                        "region",
                        region,
                        "restoringSeconds",
                        job.took().toSeconds(),
                        "rtoSeconds",
                        rto.toSeconds(),
                        RestoreHistory.MEANS,
                        Means.AWS_RESTORE_TESTING.label(),
                        RestoreHistory.SIDE,
                        declared.side().name().toLowerCase(Locale.ROOT)));
        Optional<Finding> shut = levels.stream()
                .filter(level -> level.check().equals(CONNECTS) && !level.green())
                .findFirst();
        if (shut.isPresent() || levels.stream().noneMatch(level -> level.check().equals(CONNECTS))) {
            return look.notTested(
                    AwsRestoreTests.problem(
                            "not-usable",
                            "AWS Backup restored " + database.id() + " in " + region
                                    + ", and nobody got into the copy. AWS Backup was told nothing, so it stays until its"
                                    + " validation window closes.",
                            shut.flatMap(Finding::remedy)
                                    .orElse("Declare validation of " + database.id() + ", then run the test again.")),
                    facts);
        }
        String report = levels.stream().allMatch(Finding::green) ? "SUCCESSFUL" : "FAILED";
        Facts measured = facts.and(Facts.of(RestoreHistory.SECONDS, took.toSeconds(), REPORT, report));
        String summary = "AWS Backup restored " + database.id() + " in " + region + ", usable " + Ages.words(took)
                + " after it began.";
        return took.compareTo(rto) <= 0
                ? look.passed(summary, measured)
                : look.failed(
                        summary,
                        "Such a restore takes longer than the recovery time objective of " + Ages.words(rto)
                                + ": keep a replica that can be promoted, or agree on a longer one.",
                        measured);
    }

    /** Of a job that waits for nothing, or of none. */
    Finding of(Tested tested, Instant now) {
        if (tested.job().isEmpty()) {
            return look.failed(
                    "Restore testing plan " + declared.plan() + " in " + region + " restored nothing of "
                            + database.id()
                            + tested.lastRun()
                                    .map(at -> " when it ran on " + at)
                                    .orElse("; it never ran") + ".",
                    "See that its selection includes the instance, and that a recovery point of it is in the plan's vaults"
                            + " and window: AWS Backup leaves out what has none, and does not say so.",
                    Facts.of(
                            "region",
                            region,
                            "restoreTestingPlan",
                            tested.plan(),
                            "lastRun",
                            tested.lastRun().orElse(null)));
        }
        AwsRestoreJob job = tested.job().get();
        Facts facts = AwsRestoreTests.facts(tested.plan(), job).and(Facts.of("region", region));
        Duration age = Duration.between(job.created(), now);
        if (age.compareTo(declared.within()) > 0) {
            return look.failed(
                    "AWS Backup last restored " + database.id() + " in " + region + " " + Ages.words(age)
                            + " ago, which is longer than the declared " + Ages.words(declared.within()) + ".",
                    "See that the plan still runs, and that a recovery point of the instance is in its vaults and window.",
                    facts);
        }
        return switch (job.state()) {
            case RESTORING, AWAITING ->
                look.notTested(
                        AwsRestoreTests.problem(
                                "restoring",
                                "AWS Backup is still restoring " + database.id() + " in " + region + ": job " + job.id()
                                        + " is " + job.listed().statusAsString() + ".",
                                "Run the test again when it is done, and let it begin some hours after the plan does."),
                        facts);
            case NOT_RESTORED ->
                look.failed(
                        "AWS Backup could not restore " + database.id() + " in " + region + ": job " + job.id() + " is "
                                + job.listed().statusAsString() + ", "
                                + Optional.ofNullable(job.listed().statusMessage())
                                        .orElse("without a reason") + ".",
                        "See AWS Backup developer guide, \"Restore testing failure troubleshooting\", then let the plan run"
                                + " again.",
                        facts);
            case CLOSED ->
                look.failed(
                        "AWS Backup restored " + database.id() + " in " + region + ", and the validation window of job "
                                + job.id() + " closed before anybody asked the copy.",
                        "Give the selection of the plan a validation window that lasts until the next test runs, at most 168"
                                + " hours.",
                        facts);
            case REPORTED -> reported(job, facts);
            case UNKNOWN ->
                look.notTested(
                        AwsRestoreTests.problem(
                                "unknown-state",
                                "Restore job " + job.id() + " of " + database.id()
                                        + " is in a state this version does not"
                                        + " know: " + job.listed().statusAsString() + ", "
                                        + job.listed().validationStatusAsString() + ".",
                                "See the job in the AWS Backup console of " + region + "."),
                        facts);
        };
    }

    /** A result counts if our ledgers say that it is ours; what somebody else asked, nobody here knows. */
    private Finding reported(AwsRestoreJob job, Facts facts) {
        String result = job.listed().validationStatusAsString();
        if (!isOurs(job)) {
            return look.notTested(
                    AwsRestoreTests.problem(
                            "reported-elsewhere",
                            "Somebody else reported restore job " + job.id() + " of " + database.id() + " as " + result
                                    + ", and what they asked the copy is not known here.",
                            "Let one report: this, or what listens for the job's completion in EventBridge."),
                    facts);
        }
        return result.equals("SUCCESSFUL")
                ? look.passed(
                        "What AWS Backup last restored of " + database.id() + " was asked before, and is good.", facts)
                : look.failed(
                        "What AWS Backup last restored of " + database.id() + " was asked before, and is " + result
                                + ".",
                        "See the evidence of the run that asked, then let the plan run again.",
                        facts);
    }

    private boolean isOurs(AwsRestoreJob job) {
        String message =
                Optional.ofNullable(job.listed().validationStatusMessage()).orElse("");
        String named = message.split(":", 2)[0];
        if (!OperationId.valid(named)) {
            return false;
        }
        try {
            return engine
                    .ledgers()
                    .read(new OperationId(named))
                    .flatMap(history -> history.opened())
                    .flatMap(opened -> opened.plan())
                    .stream()
                    .flatMap(plan -> plan.actions().stream())
                    .anyMatch(action -> action instanceof ReportValidation report
                            && report.job().equals(job.id())
                            && report.message().equals(message)
                            && report.result().equals(job.listed().validationStatusAsString()));
        } catch (ProblemException e) {
            return false; // a ledger nobody can read vouches for nothing
        }
    }

    private static Duration took(String check, List<Finding> levels) {
        return levels.stream()
                .filter(level -> level.check().equals(check))
                .map(level -> Duration.ofMillis(Long.parseLong(level.facts().getOrDefault("ms", "0"))))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
