package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FakeJob;
import hudson.model.FakeRun;
import hudson.model.Queue;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that had an input has its inputs found out on another thread than the one that resumes it. */
final class PendingInputsTest {
    @TempDir
    Path home;

    @Test
    void theInputsOfAResumedBuildAreFoundOutElsewhereWithoutAnybodyWaiting() {
        CompletableFuture<Thread> asked = new CompletableFuture<>();
        CompletableFuture<Void> answered = new CompletableFuture<>();
        FakeRun build = new FakeRun(home, new FakeJob("dr-restore"), 1);
        build.addAction(new InputAction() {
            @Override
            public synchronized List<InputStepExecution> getExecutions() {
                asked.complete(Thread.currentThread());
                answered.join(); // the thread of the pipeline has to answer first
                return List.of();
            }

            @Override
            public void onAttached(hudson.model.Run<?, ?> r) {}
        });

        new PendingInputs().onResumed(execution(build));

        assertThat(asked.join()).isNotSameAs(Thread.currentThread());
        answered.complete(null);
    }

    @Test
    void aBuildWithoutInputsAndWhatIsNoBuildAreLeftAlone() {
        new PendingInputs().onResumed(execution(new FakeRun(home, new FakeJob("dr-daily"), 1)));
        new PendingInputs().onResumed(execution(new Queue.Executable() {}));
    }

    private static FlowExecution execution(Queue.Executable of) {
        return new FlowExecution() {
            @Override
            public FlowExecutionOwner getOwner() {
                return new FlowExecutionOwner() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public Queue.Executable getExecutable() {
                        return of;
                    }
                };
            }
        };
    }
}
