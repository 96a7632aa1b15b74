package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.FakeRun;
import hudson.model.Result;
import io.labelmint.dr.backup.BackupPlanner;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step answers, and how it ends. */
final class DrExecutionTest {
    private static final String MINIMAL = FakeController.example("minimal.yaml");
    private static final String TOPIC = "arn:aws:sns:us-west-2:123456789012:acme-production-dr";
    private static final String TOLD = MINIMAL + "\nnotifications: { drTopic: \"" + TOPIC + "\" }\n";

    /** When the first day of a rehearsal is backed up. */
    private static final Instant BACKED_UP = Instant.parse("2026-01-07T02:00:00Z");

    @TempDir
    Path home;

    private FakeController controller;

    @BeforeEach
    void start() {
        controller = new FakeController(home);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private FakeStepContext.Place run(DrStep step, FakeRun build, String id) {
        FakeStepContext context = FakeStepContext.in(build, id);
        new Started(step, context);
        return context.place();
    }

    /** A step that was started, as Jenkins starts one. */
    private record Started(DrStep step, FakeStepContext context) {
        Started {
            try {
                assertThat(step.start(context).start()).isFalse();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void aRehearsalAnswersInPlainTypesAndLeavesItsEvidenceWithTheBuild() throws Exception {
        FakeRun build = controller.build(1);
        FakeStepContext.Place place = run(FakeController.backup(MINIMAL), build, "green");

        Map<String, Object> answer = place.answer();

        assertThat(answer).containsEntry("estate", "acme-production").containsEntry("kind", "rehearsal");
        assertPlain(answer);
        assertThat(Path.of((String) answer.get("evidence")))
                .isEqualTo(build.getRootDir().toPath().resolve("dr").resolve((String) answer.get("run")))
                .isDirectory();
        assertThat(place.lines.text()).contains("digest " + answer.get("digest"));
        assertThat(place.ends).hasSize(1);
        assertThat(Program.read(Program.write(answer))).isEqualTo(answer);
    }

    @Test
    void theWholeProductionEstateIsRehearsedToItsEnd() throws Exception {
        FakeRun build = controller.build(1);
        FakeStepContext.Place place =
                run(FakeController.backup(FakeController.example("labelmint-production.yaml")), build, "production");

        Map<String, Object> answer = place.answer();

        assertPlain(answer);
        assertThat(rows(answer, "operations"))
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(operation).containsEntry("result", "succeeded"));
        assertThat(build.getResult()).isEqualTo((Boolean) answer.get("green") ? Result.SUCCESS : Result.UNSTABLE);
    }

    @Test
    void redFindingsMakeStageAndBuildUnstable() throws Exception {
        // Nobody confirmed this contact for years, which a check of the same run finds.
        String stale = MINIMAL + """

                contacts:
                  - { role: incident-commander, name: Nobody, phone: "+1 202 555 0101", confirmed: 2020-01-01 }
                """;
        FakeRun build = controller.build(1);
        FakeStepContext.Place place = run(FakeController.backup(stale), build, "red");

        Map<String, Object> answer = place.answer();

        assertThat(answer).containsEntry("green", false);
        assertThat(rows(answer, "red")).isNotEmpty();
        assertThat(build.getResult()).isSameAs(Result.UNSTABLE);
        WarningAction warning = place.node.getAction(WarningAction.class);
        assertThat(warning.getResult()).isSameAs(Result.UNSTABLE);
        assertThat(warning.getMessage()).contains("checks red").doesNotContain("\n");
        assertThat(place.lines.text()).contains("WARNING: " + warning.getMessage());
    }

    @Test
    void aBackupThatFailsSaysWhyAndIsNobodysMistake() throws Exception {
        Estate estate = FakeController.estate(MINIMAL);
        String snapshot =
                "dr-" + BackupPlanner.operation(estate, estate.databases().get(0), BACKED_UP);
        controller.simulated(
                MINIMAL, rehearsal -> rehearsal.world().script(RdsScripts.snapshotFails("us-east-1", snapshot)));

        Object end = run(FakeController.backup(MINIMAL), controller.build(1), "failed")
                .end();

        assertThat(end)
                .isInstanceOfSatisfying(
                        AbortException.class,
                        failure -> assertThat(failure)
                                .hasMessageStartingWith("Backup of orders-db is not done: ")
                                .hasNoCause());
        assertThat(BegunRuns.of(controller.build(1), "rehearsal of acme-production")
                        .failures())
                .as("what the ledger of the run tells")
                .isEmpty();
    }

    @Test
    void nothingOfTheWorkIsDoneWhereAPipelineThinks() throws Exception {
        FakeStepContext context = FakeStepContext.in(controller.build(1), "thread");
        DrBackupStep step = FakeController.backup("this is no declaration of an estate");

        var execution = step.start(context);
        assertThat(execution.start()).isFalse(); // and throws nothing: the text has not been read yet

        assertThat(context.place().end()).isInstanceOf(AbortException.class);
        assertThat(context.place().asking).isNotEmpty().doesNotContain(Thread.currentThread());
    }

    @Test
    void whatJenkinsLacksEndsTheStep() throws Exception {
        FakeStepContext context = FakeStepContext.in(controller.build(1), "linkage");
        context.place().breaks = new NoSuchMethodError("hudson.model.Run.getAnything()");
        FakeController.backup(MINIMAL).start(context).start();

        assertThat(context.place().end())
                .isInstanceOfSatisfying(
                        AbortException.class,
                        failure -> assertThat(failure)
                                .hasMessageContaining("This plugin made a mistake")
                                .hasMessageContaining("getAnything")
                                .hasNoCause());
    }

    @Test
    void parallelStepsOfOneBuildShareTheEstateAndAreBothKept() throws Exception {
        FakeRun build = controller.build(1);
        DrBackupStep database = FakeController.backup(MINIMAL);
        database.setOnly(List.of("orders-db"));
        DrBackupStep cache = FakeController.backup(MINIMAL);
        cache.setOnly(List.of("sessions"));
        FakeStepContext.Place one = run(database, build, "branch-1");
        FakeStepContext.Place other = run(cache, build, "branch-2");

        List<String> answered = List.of(
                (String) one.answer().get("run"), (String) other.answer().get("run"));

        assertThat(answered).doesNotHaveDuplicates();
        assertThat(begun(build)).containsExactlyInAnyOrderElementsOf(answered);
        assertThat(new FakeRun(home, controller.job, 1)
                        .getAction(io.labelmint.dr.jenkins.report.DrRunAction.class)
                        .getRuns())
                .containsExactlyInAnyOrderElementsOf(answered);
    }

    @Test
    void aNoticeIsAboutTheRunsOfTheBuild() throws Exception {
        FakeRun build = controller.build(1);
        String run = (String)
                run(FakeController.backup(MINIMAL), build, "backup").answer().get("run");
        DrNotifyStep step = new DrNotifyStep();
        step.setEstateYaml(MINIMAL);
        step.setRehearsal(true);
        step.setRuns(List.of(run));

        assertThat(run(step, build, "notice").answer()).containsEntry("estate", "acme-production");
        assertThat(begun(build)).containsExactly(run);
    }

    @Test
    void aNoticeTellsWhatFailedBeforeARunBegan() throws Exception {
        FakeRun build = controller.build(1);
        DrBackupStep refused = FakeController.backup(MINIMAL);
        refused.setOnly(List.of("orders"));
        assertThat(run(refused, build, "refused").end()).isInstanceOf(AbortException.class);

        assertThat(run(notice(TOLD), build, "notice").end()).isInstanceOf(Map.class);

        assertThat(begun(build)).isEmpty();
        assertThat(controller.<List<?>>simulated(
                        TOLD, rehearsal -> rehearsal.world().sns().published("us-west-2", TOPIC)))
                .singleElement()
                .asString()
                .contains("RED 1 of 1 checks", "Estate acme-production has no store orders.");
    }

    @Test
    void aNoticeIsAboutItsOwnEstateOnly() throws Exception {
        FakeRun build = controller.build(1);
        run(FakeController.backup(MINIMAL.replace("acme", "other")), build, "other")
                .answer();

        assertThat(run(notice(TOLD), build, "notice").end())
                .isInstanceOfSatisfying(
                        AbortException.class,
                        failure -> assertThat(failure).hasMessageContaining("this build has begun none on the estate"));
    }

    private static DrNotifyStep notice(String estateYaml) {
        DrNotifyStep step = new DrNotifyStep();
        step.setEstateYaml(estateYaml);
        step.setRehearsal(true);
        return step;
    }

    private static List<String> begun(FakeRun build) {
        return BegunRuns.of(build, "rehearsal of acme-production").runs();
    }

    @Test
    void theSameBuildsEvidenceIsVerifiedAndCopied() throws Exception {
        FakeRun build = controller.build(1);
        String run = (String)
                run(FakeController.backup(MINIMAL), build, "kept").answer().get("run");
        DrEvidenceStep step = new DrEvidenceStep();
        step.setFolder("evidence");
        FakeStepContext context = FakeStepContext.in(build, "evidence");
        context.place().workspace = home.resolve("workspace");
        step.start(context).start();

        assertThat(context.place().answer()).containsEntry("intact", true);
        assertPlain(context.place().answer());
        assertThat(home.resolve("workspace/evidence").resolve(run).resolve("evidence.json"))
                .hasSameBinaryContentAs(
                        build.getRootDir().toPath().resolve("dr").resolve(run).resolve("evidence.json"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> answer, String key) {
        return (List<Map<String, Object>>) answer.get(key);
    }

    private static void assertPlain(Object value) {
        if (value instanceof Map<?, ?> map) {
            assertThat(map).isExactlyInstanceOf(LinkedHashMap.class);
            map.forEach((key, element) -> {
                assertThat(key).isInstanceOf(String.class);
                assertPlain(element);
            });
        } else if (value instanceof List<?> list) {
            assertThat(list).isExactlyInstanceOf(ArrayList.class);
            list.forEach(DrExecutionTest::assertPlain);
        } else {
            assertThat(value).isInstanceOfAny(String.class, Integer.class, Boolean.class);
        }
    }
}
