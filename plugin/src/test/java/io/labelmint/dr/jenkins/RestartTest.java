package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FakeRun;
import hudson.model.Result;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Controllers that stop, are killed, or are told to abort: what comes next finishes what was begun, once. */
@Timeout(90)
final class RestartTest {
    private static final String MINIMAL = FakeController.example("minimal.yaml");

    @TempDir
    Path home;

    @TempDir
    Path elsewhere;

    /** Virtual seconds in a real one: a snapshot then takes long enough to be met half-way. */
    private static final double SLOWLY = 600;

    @Test
    void aControllerThatShutsDownGoesOnWithTheStepWhenItIsBack() throws Exception {
        byte[] kept;
        FakeStepContext.Place before;
        String run;
        try (FakeController controller = new FakeController(home)) {
            FakeStepContext context = FakeStepContext.in(controller.build(1), "step");
            before = context.place();
            CountDownLatch started = begun(before);
            DrBackupStep step = FakeController.backup(MINIMAL);
            step.setPace(SLOWLY);
            StepExecution execution = step.start(context);
            execution.start();
            started.await();

            controller.runtimes.onBeforeShutdown();
            FakeController.settle();
            kept = Program.write(execution);
            run = begun(before.build).get(0);
        }
        assertThat(before.hasEnded())
                .as("nothing is the step's end while the controller stops")
                .isFalse();

        Map<String, Object> answer = resume(kept);

        assertThat(answer).containsEntry("run", run);
        assertBackedUpOnce();
    }

    @Test
    void whatEndsLateKnowsThatItsOwnControllerStoppedAndNotTheNextOne() throws Exception {
        Set<Thread> before = threads();
        try (FakeController first = new FakeController(home)) {
            FakeStepContext context = FakeStepContext.in(first.build(1), "late");
            CountDownLatch started = begun(context.place());
            DrBackupStep step = FakeController.backup(MINIMAL);
            step.setPace(SLOWLY);
            step.start(context).start();
            started.await();
            CountDownLatch free = occupyWorkers(first.runtime);
            Set<Thread> itsOwn = threads();
            itsOwn.removeAll(before);
            first.runtimes.onBeforeShutdown();

            try (FakeController next = new FakeController(elsewhere.resolve("next"))) {
                assertThat(DrRuntimes.get()).isSameAs(next.runtime).isNotSameAs(first.runtime);
                assertThat(next.runtime.stopping()).isFalse();
                free.countDown();
                for (Thread thread : itsOwn) {
                    thread.join();
                }
                assertThat(context.place().ends).isEmpty();
            }
        }
    }

    @Test
    void aControllerThatShutsDownLeavesNoThreadBehind() throws Exception {
        Set<Thread> before = threads();
        FakeController controller = new FakeController(home);
        controller.runtime.later(Duration.ofDays(1), () -> {});
        Set<Thread> itsOwn = threads();
        itsOwn.removeAll(before);
        assertThat(itsOwn).isNotEmpty();

        controller.runtimes.onBeforeShutdown();
        controller.runtime.later(Duration.ZERO, () -> {}); // somebody who comes late

        for (Thread thread : itsOwn) {
            thread.join();
        }
        assertThat(threads()).isSubsetOf(before);
    }

    @Test
    void aKilledControllerGoesOnWithTheRunItKnew() throws Exception {
        byte[] kept = killed("known");

        Map<String, Object> answer = resume(kept);

        assertThat(answer.get("run"))
                .isEqualTo(begun(new FakeRun(home, job(), 1)).get(0));
        assertBackedUpOnce();
    }

    @Test
    void aKilledControllerThatKeptOnlyTheStartFindsItsRun() throws Exception {
        byte[] kept = killed("started");

        Map<String, Object> answer = resume(kept);

        assertThat(answer.get("run"))
                .isEqualTo(begun(new FakeRun(home, job(), 1)).get(0));
        assertThat(begun(new FakeRun(home, job(), 1))).hasSize(1);
        assertBackedUpOnce();
    }

    @Test
    void anAbortedStepSaysWhatGoesOnAndTheNextRunFinishesIt() throws Exception {
        String run;
        try (FakeController controller = new FakeController(home)) {
            FakeStepContext context = FakeStepContext.in(controller.build(1), "aborted");
            CountDownLatch started = begun(context.place());
            DrBackupStep step = FakeController.backup(MINIMAL);
            step.setPace(SLOWLY);
            StepExecution execution = step.start(context);
            execution.start();
            started.await();
            assertThat(execution.getStatus()).startsWith("backup-acme-production-");

            FlowInterruptedException abort = new FlowInterruptedException(Result.ABORTED, new ByAdmin());
            execution.stop(abort);

            assertThat(context.place().end()).isSameAs(abort);
            run = begun(context.place().build).get(0);
            controller.runtime.work(() -> {}); // what is told is told by workers
            FakeController.settle();
            assertThat(context.place().lines.text())
                    .contains("Letting go of run " + run + ", which stays open.")
                    .contains("This goes on in AWS: ")
                    .contains("Aborted by admin")
                    .contains("to finish it: nothing is done twice.");

            // The next build of the job.
            FakeStepContext next = FakeStepContext.in(controller.build(2), "next");
            FakeController.backup(MINIMAL).start(next).start();
            assertThat(next.place().answer()).containsEntry("run", run);
        }
        assertBackedUpOnce();
    }

    @Test
    void anAbortBeforeAnythingBeganEndsTheStepAtOnce() throws Exception {
        try (FakeController controller = new FakeController(home)) {
            FakeStepContext context = FakeStepContext.in(controller.build(1), "early");
            CountDownLatch free = occupyWorkers(controller.runtime);
            StepExecution execution = FakeController.backup(MINIMAL).start(context);
            execution.start();
            FlowInterruptedException abort = new FlowInterruptedException(Result.ABORTED, new ByAdmin());
            execution.stop(abort);

            assertThat(context.place().ends).containsExactly(abort);
            free.countDown();
            controller.runtime.close();
            assertThat(context.place().ends).containsExactly(abort);
            assertThat(begun(context.place().build)).isEmpty();
        }
    }

    private static List<String> begun(FakeRun build) {
        return BegunRuns.of(build, "rehearsal of acme-production").runs();
    }

    /** Keeps all workers of {@code runtime} busy until the answer is counted down. */
    private static CountDownLatch occupyWorkers(DrRuntime runtime) {
        CountDownLatch free = new CountDownLatch(1);
        for (int worker = 0; worker < 4; worker++) {
            runtime.work(() -> {
                try {
                    free.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        return free;
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dr-"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Goes off when AWS was asked for the snapshot of the database. */
    private static CountDownLatch begun(FakeStepContext.Place place) {
        CountDownLatch begun = new CountDownLatch(1);
        place.lines.read(line -> {
            if (line.contains("  status  ")) {
                begun.countDown();
            }
        });
        return begun;
    }

    private static hudson.model.FakeJob job() {
        return new hudson.model.FakeJob("dr-daily");
    }

    /** What a process kept that was halted when AWS was making the snapshot. */
    private byte[] killed(String what) throws Exception {
        Path program = elsewhere.resolve("program.dat");
        Path output = elsewhere.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Ddr.root=" + System.getProperty("dr.root"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HaltingController.class.getName(),
                        home.toString(),
                        program.toString(),
                        what)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isEqualTo(HaltingController.HALTED);
        return Files.readAllBytes(program);
    }

    private Map<String, Object> resume(byte[] kept) throws Exception {
        try (FakeController controller = new FakeController(home)) {
            FakeStepContext context = FakeStepContext.in(controller.build(1), "step");
            StepExecution execution = (StepExecution) Program.read(kept);
            execution.onResume();
            Map<String, Object> answer = context.place().answer();
            assertThat(context.place().lines.text()).contains("The controller was restarted; going on with ");
            assertThat(context.place().ends).hasSize(1);
            return answer;
        }
    }

    /** AWS has what one backup makes, and nothing twice: the same as after one that nothing happened to. */
    private void assertBackedUpOnce() throws Exception {
        List<String> disturbed;
        try (FakeController controller = new FakeController(home)) {
            disturbed = snapshots(controller);
        }
        try (FakeController controller = new FakeController(elsewhere.resolve("undisturbed"))) {
            FakeStepContext context = FakeStepContext.in(controller.build(1), "undisturbed");
            FakeController.backup(MINIMAL).start(context).start();
            context.place().answer();
            assertThat(disturbed).isNotEmpty().isEqualTo(snapshots(controller));
        }
    }

    private static List<String> snapshots(FakeController controller) {
        return controller.inventory(MINIMAL).stream()
                .filter(line -> line.contains("snapshot"))
                .toList();
    }

    /** Somebody pressed the button. */
    private static final class ByAdmin extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Aborted by admin";
        }
    }
}
