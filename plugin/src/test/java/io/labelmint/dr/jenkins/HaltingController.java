package io.labelmint.dr.jenkins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A controller that dies while AWS makes the snapshot its step asked for: {@link Runtime#halt} runs no hook and flushes
 * nothing, as SIGKILL does.
 */
final class HaltingController {
    /** Exit code of a process that died as it was told to. */
    static final int HALTED = 137;

    private HaltingController() {}

    /**
     * Arguments: the controller's home; where its program is kept; and whether that is done once the step has {@code
     * started} or again when its run is {@code known}.
     */
    public static void main(String[] args) throws Exception {
        FakeController controller = new FakeController(Path.of(args[0]));
        Path program = Path.of(args[1]);
        FakeStepContext context = FakeStepContext.in(controller.build(1), "step");
        StepExecution execution =
                FakeController.backup(FakeController.example("minimal.yaml")).start(context);
        if (args[2].equals("known")) {
            context.place().saved = saved -> keep(program, execution);
        } else {
            keep(program, execution);
        }
        context.place().lines.read(line -> {
            if (line.contains("  status  ")) {
                Runtime.getRuntime().halt(HALTED);
            }
        });
        execution.start();
        new CountDownLatch(1).await();
    }

    private static void keep(Path program, StepExecution execution) {
        try {
            Files.write(program, Program.write(execution));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
