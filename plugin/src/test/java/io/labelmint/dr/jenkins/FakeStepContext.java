package io.labelmint.dr.jenkins;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.FakeRun;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.graph.FakeFlowNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The place of a step in a build. As in Jenkins, only its name is kept with a program: who reads the program finds the
 * place as it is in the process that reads.
 */
final class FakeStepContext extends StepContext {
    private static final long serialVersionUID = 1L;
    private static final Map<String, Place> PLACES = new ConcurrentHashMap<>();

    private final String id;

    private FakeStepContext(String id) {
        this.id = id;
    }

    /** A place in {@code build}, known as {@code id} to programs. */
    static FakeStepContext in(FakeRun build, String id) {
        PLACES.put(id, new Place(build));
        return new FakeStepContext(id);
    }

    /** What is there. */
    Place place() {
        return PLACES.get(id);
    }

    @Override
    public <T> T get(Class<T> key) {
        Place place = place();
        place.asking.add(Thread.currentThread());
        if (place.breaks != null) {
            throw place.breaks;
        }
        Object value = key == Run.class
                ? place.build
                : key == TaskListener.class
                        ? (TaskListener) () -> place.log
                        : key == EnvVars.class
                                ? place.environment
                                : key == FlowNode.class
                                        ? place.node
                                        : key == FilePath.class && place.workspace != null
                                                ? new FilePath(place.workspace.toFile())
                                                : null;
        return key.cast(value);
    }

    @Override
    public void onSuccess(Object result) {
        place().end(result);
    }

    @Override
    public void onFailure(Throwable t) {
        place().end(t);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        place().saved.accept(this);
        return Futures.immediateFuture(null);
    }

    /** Everything Jenkins has for a step, and what came of it. */
    static final class Place {
        final FakeRun build;
        final EnvVars environment = new EnvVars();
        final FakeFlowNode node = new FakeFlowNode();
        final Log lines = new Log();
        final PrintStream log = new PrintStream(lines, true, StandardCharsets.UTF_8);
        final List<Thread> asking = new CopyOnWriteArrayList<>();
        final List<Object> ends = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Object> end = new CompletableFuture<>();
        volatile Consumer<FakeStepContext> saved = context -> {};
        volatile LinkageError breaks;
        volatile Path workspace;

        private Place(FakeRun build) {
            this.build = build;
        }

        private void end(Object result) {
            ends.add(result);
            end.complete(result);
        }

        /** What the step answered, or what it failed with; waits for it. */
        Object end() throws InterruptedException {
            try {
                return end.get(2, TimeUnit.MINUTES);
            } catch (ExecutionException | TimeoutException e) {
                throw new AssertionError("the step hangs; its log so far:\n" + lines.text(), e);
            }
        }

        /** The map it answered. */
        @SuppressWarnings("unchecked") // tests read what they asked for
        Map<String, Object> answer() throws InterruptedException {
            Object result = end();
            if (result instanceof Throwable failure) {
                throw new AssertionError("the step failed; its log:\n" + lines.text(), failure);
            }
            return (Map<String, Object>) result;
        }

        boolean hasEnded() {
            return end.isDone();
        }
    }

    /** A build's log, which calls somebody for every line. */
    static final class Log extends OutputStream {
        private static final long serialVersionUID = 1L;
        private final StringBuilder all = new StringBuilder();
        private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        private volatile Consumer<String> reader = text -> {};

        void read(Consumer<String> by) {
            reader = by;
        }

        @Override
        public synchronized void write(int b) {
            line.write(b);
            if (b == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                line.reset();
                all.append(text);
                reader.accept(text);
            }
        }

        synchronized String text() {
            return all.toString() + line.toString(StandardCharsets.UTF_8);
        }
    }
}
