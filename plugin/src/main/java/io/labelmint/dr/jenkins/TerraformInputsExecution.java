package io.labelmint.dr.jenkins;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.yaml.MistakesException;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import io.labelmint.dr.jenkins.runtime.LiveRun;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.provision.TerraformVariables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Writes what Terraform reads into the workspace, on a worker. AWS is only looked at, and only for imports; so after a restart
 * it is simply done again.
 */
final class TerraformInputsExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    /** What was asked, in texts. */
    private final TreeMap<String, String> request;

    /** The look at AWS in this process, where there is one; set by {@link #work}. */
    private transient volatile LiveRun live;

    /** Whether the step has ended; set by {@link #begin}. */
    private transient AtomicBoolean over;

    TerraformInputsExecution(StepContext context, SortedMap<String, String> request) {
        super(context);
        this.request = new TreeMap<>(request);
    }

    @Override
    public boolean start() {
        begin();
        return false;
    }

    @Override
    public void onResume() {
        begin();
    }

    private void begin() {
        over = new AtomicBoolean();
        DrRuntimes.get().work(this::work);
    }

    @Override
    public void stop(Throwable cause) {
        LiveRun looking = live;
        if (looking != null) {
            looking.detach("the build was aborted");
        }
        fail(cause);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // looked() leaves no exception
    private void work() {
        try {
            StepRequest asked = new StepRequest(request);
            Estate estate = asked.estate();
            if (request.get(StepRequest.IMPORTS).isEmpty()) {
                written(estate, "");
                return;
            }
            DrRuntime runtime = DrRuntimes.get();
            LiveRun begun = runtime.begin(new StepOrder(getContext(), asked)
                    .imports(estate, UUID.randomUUID().toString(), runtime.now()));
            live = begun;
            begun.end().whenComplete((ended, failure) -> looked(runtime, estate, failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (IOException | RuntimeException | LinkageError e) {
            fail(words(e));
        }
    }

    private void looked(DrRuntime runtime, Estate estate, Throwable failure) {
        if (runtime.stopping()) {
            return; // not the end: it is done again when the controller is back
        }
        try {
            if (failure != null) {
                fail(words(failure));
            } else {
                written(estate, live.imports().orElseThrow());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (IOException | RuntimeException | LinkageError e) {
            fail(words(e));
        }
    }

    private void written(Estate estate, String imports) throws IOException, InterruptedException {
        TreeMap<String, Object> answer = new TreeMap<>();
        write(StepRequest.FILE, Capabilities.json().pretty(TerraformVariables.of(estate)) + "\n", answer);
        if (!imports.isEmpty()) {
            write(StepRequest.IMPORTS, imports, answer);
        }
        if (over.compareAndSet(false, true)) {
            getContext().onSuccess(answer);
        }
    }

    private void write(String asked, String text, Map<String, Object> answer) throws IOException, InterruptedException {
        FilePath workspace = getContext().get(FilePath.class);
        workspace.mkdirs(); // links are looked for in what is there
        String name = request.get(asked);
        WorkspaceFolder.file(workspace, name).copyFrom(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        getContext().get(TaskListener.class).getLogger().println("Wrote " + name + ".");
        answer.put(asked, name);
    }

    private static Throwable words(Throwable failure) {
        if (failure instanceof ProblemException known) {
            return new AbortException(VisibleText.of(known.problem().toString()));
        }
        if (failure instanceof MistakesException mistakes) {
            return new AbortException("The declaration of the estate is wrong. Correct it:\n" + mistakes.getMessage());
        }
        if (failure instanceof IOException) {
            return new AbortException("What Terraform reads could not be written (" + failure.getMessage()
                    + "). Make room in the workspace.");
        }
        return new AbortException(VisibleText.of(DrRuntime.mistake(failure).toString()));
    }

    private void fail(Throwable failure) {
        if (over.compareAndSet(false, true)) {
            getContext().onFailure(failure);
        }
    }
}
