package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Detachment;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The daily job as a pipeline runs it: backing up, checking and telling are runs of their own. */
final class StepByStepTest {
    private final Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 1);
    private final Detachment detachment = new Detachment();

    @Test
    void oneNoticeTellsOfBothRuns() {
        Evidence backup = run(Job.of(Job.Type.BACKUP));
        Evidence check = run(Job.of(Job.Type.CHECK).requestedAs("build 7"));

        Evidence notice = run(about(About.When.ALWAYS, backup, check));

        assertThat(backup.green()).isTrue();
        assertThat(check.green()).isTrue();
        assertThat(notice.green()).isTrue();
        int all = backup.findings().size() + check.findings().size();
        assertThat(trial.posts.posts()).singleElement().asString().contains("GREEN all " + all + " checks", "daily");
    }

    @Test
    void theSameRequestTellsOnceHoweverOftenItIsTakenUp() {
        Evidence check = run(Job.of(Job.Type.CHECK).requestedAs("build 7"));
        Job notice = about(About.When.ALWAYS, check).requestedAs("build 7");
        OperationId run = notice.operation(trial.estate, trial.timeline.now());

        trial.timeline.join(jobRun().start(notice, run));
        trial.pass(Duration.ofMinutes(5));
        trial.timeline.join(jobRun().start(notice, run));

        assertThat(trial.posts.posts()).hasSize(1);
    }

    @Test
    void nobodyIsToldWhereNothingIsNew() {
        replicaLags(Duration.ofHours(2));
        Evidence first = run(Job.of(Job.Type.CHECK).requestedAs("build 7"));
        trial.pass(Duration.ofMinutes(15));
        Evidence second = run(Job.of(Job.Type.CHECK).requestedAs("build 8"));

        run(about(About.When.NEWS, first).requestedAs("build 7"));
        Evidence silent = run(about(About.When.NEWS, second).requestedAs("build 8"));

        assertThat(first.green()).isFalse();
        assertThat(trial.posts.posts()).hasSize(1);
        assertThat(silent.green()).isTrue();
        assertThat(silent.findings().get(0).summary()).contains("nobody was told");
    }

    @Test
    void whatTurnsRedIsNewsOnceAndSoIsItsRecovery() {
        run(Job.of(Job.Type.CHECK).requestedAs("build 1"));
        replicaLags(Duration.ofHours(2));
        News red = newsOf(run(Job.of(Job.Type.CHECK).requestedAs("build 2")));
        trial.pass(Duration.ofMinutes(15));
        News still = newsOf(run(Job.of(Job.Type.CHECK).requestedAs("build 3")));
        replicaLags(Duration.ofSeconds(1));
        News recovered = newsOf(run(Job.of(Job.Type.CHECK).requestedAs("build 4")));

        assertThat(red.red()).isNotEmpty();
        assertThat(red.red()).extracting(Finding::subject).containsOnly("orders-db");
        assertThat(still.none()).isTrue();
        assertThat(recovered.red()).isEmpty();
        assertThat(recovered.recovered()).contains("orders-db postgres.replica-lag");
    }

    @Test
    void aRunNobodyEndedIsToldAsRed() {
        About about = new About(List.of(new OperationId("check-never-made")), "watch", About.When.RED);

        run(Job.telling(about).requestedAs("build 7"));

        assertThat(trial.posts.posts())
                .singleElement()
                .asString()
                .contains("RED", "check-never-made", "left no ledger here");
    }

    @Test
    void whatFailedWithoutARunIsToldOnceWithItsSentence() {
        String failure = "The account is not the one of the estate.\nGive credentials of 123456789012.";
        About about = new About(List.of(), List.of(failure, "There is no store a, or b."), "daily", About.When.NEWS);
        Job notice = Job.telling(about).requestedAs("build 7");
        OperationId run = notice.operation(trial.estate, trial.timeline.now());

        trial.timeline.join(jobRun().start(notice, run));
        trial.timeline.join(jobRun().resume(run));

        assertThat(trial.posts.posts())
                .singleElement()
                .asString()
                .contains(
                        "RED 2 of 2",
                        "The account is not the one of the estate. Give credentials of 123456789012.",
                        "There is no store a, or b.",
                        run.value());
    }

    @Test
    void aRunThatIsLetGoOfStaysOpenAndIsFinishedLater() {
        Job job = Job.of(Job.Type.BACKUP);
        OperationId run = job.operation(trial.estate, trial.timeline.now());
        var running = jobRun().start(job, run);
        trial.timeline.runUntil(trial.timeline.now().plus(Duration.ofMinutes(2)));

        detachment.request("aborted by admin");

        assertThatThrownBy(() -> trial.timeline.join(running))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("operation.detached"));
        trial.pass(Duration.ofHours(1));
        assertThat(OpenOperations.of(trial.ledgers, trial.timeline.now()))
                .extracting(OpenOperations.Open::id)
                .contains(run);
        Evidence evidence = trial.timeline.join(
                new JobRun(engine(), trial.estate, RunKind.REHEARSAL, "test", "test", (operation, entry) -> {})
                        .start(job, run));
        assertThat(evidence.green()).isTrue();
        assertThat(trial.doneTwice()).isEmpty();
        assertThat(OpenOperations.of(trial.ledgers, trial.timeline.now())).isEmpty();
    }

    @Test
    void whoWantsToGoOnWithAPartOfARunIsToldWhichRun() {
        Evidence backup = run(Job.of(Job.Type.BACKUP));
        OperationId part = backup.operations().get(0).id();

        assertThatThrownBy(() -> jobRun().resume(part))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().toString())
                                .contains(part + " is no run but part of one", "run " + backup.run() + "."));
    }

    @Test
    void aResultIsMadeOfWhatEveryPipelineMayHandle() {
        run(Job.of(Job.Type.BACKUP));
        Evidence check = run(new Job(Job.Type.CHECK, new TreeSet<>(List.of("orders-db"))).requestedAs("build 7"));

        var map = new RunResult(check, trial.sealed(check), "folder", newsOf(check), List.of()).asMap();

        assertThat(map).containsEntry("green", true).containsEntry("kind", "rehearsal");
        assertThat(map.get("checks")).isEqualTo(check.findings().size());
        assertThat(map.values())
                .allMatch(value -> value instanceof String
                        || value instanceof Integer
                        || value instanceof Boolean
                        || value instanceof java.util.ArrayList);
    }

    private void replicaLags(Duration lag) {
        trial.world.script(RdsScripts.replicaLag("us-west-2", "labelmint-production-orders-replica", lag));
        trial.pass(Duration.ofMinutes(15));
    }

    private News newsOf(Evidence evidence) {
        return News.of(trial.ledgers, trial.ledgers.read(evidence.run()).orElseThrow());
    }

    private Job about(About.When when, Evidence... runs) {
        List<OperationId> ids = java.util.Arrays.stream(runs).map(Evidence::run).toList();
        return Job.telling(new About(ids, "daily", when));
    }

    private Evidence run(Job job) {
        return trial.timeline.join(jobRun().start(job));
    }

    private JobRun jobRun() {
        return new JobRun(
                engine(), trial.estate, RunKind.REHEARSAL, "test", "test", detachment, (operation, entry) -> {});
    }

    private Engine engine() {
        return Engine.of(
                trial.world::client,
                new Hands(trial.world::client, trial.outside),
                trial.ledgers,
                trial.timeline,
                Lanes.on(trial.timeline),
                Capabilities.json());
    }
}
