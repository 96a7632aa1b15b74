package io.labelmint.dr.bench;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.model.FakeJob;
import hudson.model.FakeRun;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a step finds in its build, and how it ends, which none of those that wait should. */
final class BuildContext extends StepContext {
    private static final long serialVersionUID = 1L;

    /** Nobody reads it; one for all, because its buffers would be a good part of a build's heap. */
    private static final PrintStream LOG =
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

    private final transient FakeRun build;
    private final transient EnvVars environment;
    private transient volatile Object end;

    /** The first build of job {@code name} of a controller in {@code home}, with this in its environment. */
    BuildContext(Path home, String name, Map<String, String> environment) {
        this.build = new FakeRun(home, new FakeJob(name), 1);
        this.environment = new EnvVars(environment);
    }

    /** What its step answered or failed with; empty while it waits. */
    Optional<Object> end() {
        return Optional.ofNullable(end);
    }

    @Override
    public <T> T get(Class<T> key) {
        Object value = key == Run.class
                ? build
                : key == TaskListener.class ? (TaskListener) () -> LOG : key == EnvVars.class ? environment : null;
        return key.cast(value);
    }

    @Override
    public void onSuccess(Object result) {
        end = result;
    }

    @Override
    public void onFailure(Throwable t) {
        end = t;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateFuture(null);
    }
}
