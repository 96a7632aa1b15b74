package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores.AwsTesting;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.AwsRestoreJob;
import io.labelmint.dr.restore.ReportValidation;
import io.labelmint.dr.restore.RestoreTesting;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Engine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What AWS Backup's own restore testing restored, asked as copies of our tests are, and the result reported to it.
 *
 * <p>What was found is recorded before it is reported: AWS Backup deletes the copy then, and a process that dies in between
 * reports what its ledger says. A copy nobody got into is not reported at all. A result is final, and a failed one would
 * have the copy deleted for a network's fault; it stays until the window closes, the next run asks it again, and AWS Backup
 * itself calls it {@code TIMED_OUT} if nobody ever does. Either way it is red here.
 */
final class AwsRestoreTests {
    /** Id of the finding whether AWS Backup has the result. */
    static final String REPORTED = "aws-restore-test.reported";

    private static final String JOB = "restoreJob";
    private static final String PLAN = "restoreTestingPlan";

    private final RunningJob run;
    private final Engine engine;
    private final Estate estate;
    private final PostgresDatabase database;
    private final RestoreTesting testing;
    private final AwsRestoreVerdict verdict;

    AwsRestoreTests(RunningJob run, PostgresDatabase database, AwsTesting declared) {
        this.run = run;
        this.engine = run.engine();
        this.estate = run.estate();
        this.database = database;
        this.testing = new RestoreTesting(estate, database, declared);
        this.verdict = new AwsRestoreVerdict(engine, estate, database, declared);
    }

    /** Judges what there is, and reports what is to be reported. */
    CompletableFuture<Void> test() {
        return found().exceptionally(failure -> {
                    run.unlessDetached(); // whoever takes the run up looks again
                    run.add(verdict.look().notTested(Trouble.problem(failure)));
                    run.recordFound();
                    return null;
                })
                .thenCompose(nothing -> reported());
    }

    private CompletableFuture<Void> found() {
        if (run.found(RestoreHistory.TESTED_BY_AWS, database.id())) {
            return CompletableFuture.completedFuture(null);
        }
        Observatory observatory =
                new Remembering(engine.observatory().since(engine.timeline().now()));
        return read(() -> testing.tested(observatory)).thenCompose(tested -> {
            Optional<AwsRestoreJob> job = tested.job();
            if (job.isEmpty() || job.get().state() != AwsRestoreJob.State.AWAITING) {
                return CompletableFuture.completedFuture(
                        record(List.of(), verdict.of(tested, engine.timeline().now())));
            }
            return read(() -> testing.copy(job.get(), observatory))
                    .thenCompose(copy -> looked(copy)
                            .thenApply(AwsRestoreTests::named)
                            .thenApply(levels -> record(levels, verdict.of(tested.plan(), job.get(), copy, levels))));
        });
    }

    /** What is found in the copy: asked from here, or by a task where the estate declares one. */
    private CompletableFuture<List<Finding>> looked(Facts copy) {
        if (!DatabaseTrial.isAskedElsewhere(database)) {
            return Allowed.run(
                    engine.timeline(),
                    engine.lanes(),
                    "AWS Backup's copy of " + database.id(),
                    () -> DatabaseTrial.look(engine, estate, database, copy));
        }
        OperationId operation = OperationId.scheduled(
                estate.name(), "ask-aws-test", database.id(), RestoreTests.slot(run.slot(), run.attempt()));
        return run.operation(
                        operation,
                        "Questions to AWS Backup's copy of " + database.id(),
                        testing.region(),
                        observatory -> Optional.of(DatabaseTrial.asking(
                                engine,
                                estate,
                                database,
                                testing.region(),
                                operation,
                                copy,
                                engine.timeline().now())))
                .thenApply(Optional::orElseThrow)
                .thenCompose(outcome -> {
                    run.record(OperationFindings.ran(outcome));
                    return read(() -> DatabaseTrial.answers(engine, database, outcome));
                });
    }

    private Void record(List<Finding> levels, Finding restored) {
        run.unlessDetached();
        levels.forEach(run::add);
        run.add(restored);
        run.recordFound();
        return null;
    }

    private <T> CompletableFuture<T> read(Supplier<T> reading) {
        return Allowed.run(engine.timeline(), engine.lanes(), testing.region(), reading);
    }

    /** Under ids of their own: a copy of our test of the same store may be asked in the same run. */
    private static List<Finding> named(List<Finding> levels) {
        return levels.stream()
                .map(level -> new Finding(
                        RestoreHistory.AWS + level.check(),
                        level.subject(),
                        level.verdict(),
                        level.summary(),
                        level.facts(),
                        level.objective(),
                        level.controls(),
                        level.remedy()))
                .toList();
    }

    /** By what the ledger says was found, whichever process found it. */
    private CompletableFuture<Void> reported() {
        Optional<Finding> restored = run.findings().stream()
                .filter(finding -> finding.check().equals(RestoreHistory.TESTED_BY_AWS)
                        && finding.subject().equals(database.id())
                        && finding.facts().containsKey(AwsRestoreVerdict.REPORT))
                .findFirst();
        if (restored.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        String job = restored.get().facts().get(JOB);
        String result = restored.get().facts().get(AwsRestoreVerdict.REPORT);
        String slot = RestoreTests.slot(run.slot(), run.attempt()) + "-" + job;
        OperationId operation = OperationId.scheduled(estate.name(), "report-validation", database.id(), slot);
        Look look = new Look(
                REPORTED, database.id(), "AWS Backup knows what its restore tests are worth", Controls.RESTORE);
        Plan plan = new Plan(
                operation,
                estate.digest(),
                List.of(ReportValidation.of(
                        database.id(),
                        testing.region(),
                        restored.get().facts().get(PLAN),
                        job,
                        result,
                        message(operation))));
        return Trouble.caught(() -> run.operation(
                        operation,
                        "Report of the restore test by AWS Backup of " + database.id(),
                        testing.region(),
                        observatory -> Optional.of(plan)))
                .thenAccept(outcome -> {
                    run.unlessDetached();
                    run.record(OperationFindings.ran(outcome.orElseThrow()));
                    run.add(OperationFindings.ended(
                            look,
                            outcome.orElseThrow(),
                            "AWS Backup was told that restore job " + job + " is " + result + "."));
                })
                .exceptionally(failure -> {
                    run.unlessDetached();
                    run.add(look.notTested(Trouble.problem(failure)));
                    return null;
                });
    }

    /** The operation, so that it is known whose the result is, and ids of what is not green; nothing of the data. */
    private String message(OperationId operation) {
        List<Finding> levels = run.findings().stream()
                .filter(finding -> finding.check().startsWith(AwsRestoreVerdict.LEVEL)
                        && finding.subject().equals(database.id()))
                .toList();
        String red = levels.stream()
                .filter(level -> !level.green())
                .map(level -> level.check() + " " + level.verdict())
                .collect(Collectors.joining(", "));
        return operation + ": " + (red.isEmpty() ? levels.size() + " of " + levels.size() + " levels passed" : red);
    }

    /** Facts of a finding that names {@code job} of {@code plan}. */
    static Facts facts(String plan, AwsRestoreJob job) {
        return Facts.of(
                JOB,
                job.id(),
                PLAN,
                plan,
                "recoveryPoint",
                job.listed().recoveryPointArn(),
                "begun",
                job.created(),
                "validationStatus",
                job.listed().validationStatusAsString(),
                "validationMessage",
                job.listed().validationStatusMessage());
    }

    /** What is wrong with a job that is over, or not yet. */
    static Problem problem(String code, String summary, String remedy) {
        return Problem.of("aws-restore-test." + code, summary, remedy);
    }
}
