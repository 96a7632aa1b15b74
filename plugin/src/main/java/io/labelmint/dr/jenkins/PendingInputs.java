package io.labelmint.dr.jenkins;

import hudson.Extension;
import hudson.model.Run;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;

/**
 * Lets a build have another {@code input} after a restart of the controller.
 *
 * <p>A build that had one keeps the ids of its inputs and finds out what they are when it is asked first ({@code
 * InputAction.loadExecutions}, pipeline-input-step 551). If that is the next {@code input}, the thread on which the pipeline
 * runs waits for an answer that only this thread can give, for a minute, and then the build fails. N approvals are N inputs;
 * so the question is asked here, from a thread of its own, as soon as the build is resumed, whatever it waits at.
 *
 * <p>This listener stands before that of Jenkins which has the steps taken up again, so the question is on its way before
 * any of them can end. A step of ours asks once more before it goes on, which makes it certain for what comes after it.
 */
@Extension(ordinal = 1000)
public final class PendingInputs extends FlowExecutionListener {
    private static final Logger LOG = Logger.getLogger(PendingInputs.class.getName());

    @Override
    public void onResumed(FlowExecution execution) {
        try {
            if (execution.getOwner().getExecutable() instanceof Run<?, ?> build) {
                InputAction inputs = build.getAction(InputAction.class);
                if (inputs != null) {
                    // Not one of the pool: they may all be busy, and this must not be late.
                    Thread thread = new Thread(() -> load(inputs), "dr-inputs");
                    thread.setDaemon(true);
                    thread.start();
                }
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "a resumed build may fail at its next input", e);
        }
    }

    /** Has the inputs of {@code build} found out, if it had any. Never on the thread on which the pipeline runs. */
    static void load(Run<?, ?> build) {
        InputAction inputs = build.getAction(InputAction.class);
        if (inputs != null) {
            load(inputs);
        }
    }

    private static void load(InputAction inputs) {
        try {
            inputs.getExecutions();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "a resumed build may fail at its next input", e);
        }
    }
}
