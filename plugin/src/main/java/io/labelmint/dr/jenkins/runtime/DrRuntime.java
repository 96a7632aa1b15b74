package io.labelmint.dr.jenkins.runtime;

import io.labelmint.dr.Problem;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.OpenOperations;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.time.SystemTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Everything the plugin keeps running in one controller: the clock, the lanes to AWS, what reads it, and the runs that
 * are worked on. However many builds wait, there is one thread for the clock, one for each region and at most
 * {@value #WORKERS} that begin and end runs.
 */
public final class DrRuntime {
    private static final int WORKERS = 4;
    private static final long IDLE_SECONDS = 30;

    private final StateFolders folders;
    private final SystemTimeline timeline = new SystemTimeline();
    private final Instant started = timeline.now();
    private final Lanes lanes = Lanes.threads();
    private final Json json = Capabilities.json();
    private final ThreadPoolExecutor workers = workers();
    private final Set<LiveRun> runs = ConcurrentHashMap.newKeySet();
    private final Places places;
    private final RealAws real;
    private final SimulatedAws simulated;
    private volatile boolean stopping;

    /**
     * A runtime that keeps its state in {@code folders}.
     *
     * @param limits what the administrator allows, asked anew each time
     */
    public DrRuntime(StateFolders folders, Limits limits) {
        this.folders = folders;
        this.places = new Places(limits::mostRuns);
        this.real = new RealAws(timeline, lanes, json, folders, limits::budget);
        this.simulated = new SimulatedAws(json, folders, this::live);
    }

    /** What the administrator allows. */
    public interface Limits {
        /** Runs on AWS that are worked on at once. */
        int mostRuns();

        /** How many times the engine's own share of AWS's request rates. */
        double budget();
    }

    /** Where it keeps its state. */
    public StateFolders folders() {
        return folders;
    }

    /** The time. */
    public Instant now() {
        return timeline.now();
    }

    /** Runs {@code task} on a worker, {@code delay} from now, unless the controller shuts down before. */
    public synchronized void later(Duration delay, Runnable task) {
        if (!stopping) {
            timeline.in(delay, () -> work(task));
        }
    }

    /** Runs {@code task} on a worker, soon; not if everything has ended because the controller shuts down. */
    public void work(Runnable task) {
        workers.execute(task);
    }

    /** Has the run of {@code order} done, or gone on with. Returns at once. */
    public LiveRun begin(RunOrder order) {
        LiveRun run = new LiveRun(order);
        runs.add(run);
        if (order.simulation().isPresent()) {
            ended(run, simulated.begin(run));
        } else {
            places.take(() -> work(() -> ended(run, onAws(run).whenComplete((end, failure) -> places.giveBack()))));
        }
        return run;
    }

    private CompletableFuture<Optional<EndedRun>> onAws(LiveRun run) {
        try {
            return real.begin(run, left -> ended(run, left), workers);
        } catch (RuntimeException | LinkageError e) { // or its step would wait for ever, and its place be taken
            return CompletableFuture.failedFuture(e);
        }
    }

    private EndedRun ended(LiveRun run, Evidence evidence) {
        return EndedRun.of(run.engine(), evidence, run.order().estate(), live());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever waits for the run is told of every failure
    private void ended(LiveRun run, CompletableFuture<Optional<EndedRun>> end) {
        end.whenCompleteAsync(
                (ended, failure) -> {
                    runs.remove(run);
                    if (failure == null) {
                        run.end().complete(ended);
                    } else {
                        run.end()
                                .completeExceptionally(
                                        failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                                ? wrapped.getCause()
                                                : failure);
                    }
                    closeOnceIdle();
                },
                workers);
    }

    /** The runs and operations this controller works on. */
    public Set<OperationId> live() {
        return runs.stream().flatMap(run -> run.operations().stream()).collect(Collectors.toSet());
    }

    /**
     * The real operations that are open and that nobody works on, by estate. What was silent when this controller started,
     * and is not worked on by it, was left by the one before; how long ago that died does not matter.
     */
    public List<Left> left() {
        Set<OperationId> live = live();
        Instant heard = now().minus(OpenOperations.SILENCE);
        Instant moment = heard.isBefore(started) ? started : heard;
        List<Left> left = new ArrayList<>();
        for (StateFolders.Folder folder : folders.allReal()) {
            FileLedgers ledgers = new FileLedgers(folder.ledgers(), timeline, json);
            OpenOperations.silentSince(ledgers, moment).stream()
                    .filter(operation -> !live.contains(operation.id()))
                    .forEach(operation ->
                            left.add(new Left(folder.path().getFileName().toString(), folder, operation)));
        }
        return left;
    }

    /**
     * An operation nobody works on.
     *
     * @param estate name of its estate
     * @param folder where its ledger is
     * @param operation which
     */
    public record Left(String estate, StateFolders.Folder folder, OpenOperations.Open operation) {}

    /** Whether the controller shuts down: what happens to runs from now on is not their end. */
    public boolean stopping() {
        return stopping;
    }

    /**
     * Lets go of every run, because the controller shuts down; their steps take them up again when it is back. Its
     * threads end when the last run is let go of.
     */
    public void stop() {
        letGo();
        closeOnceIdle();
    }

    /** The same, but its threads end at once, or when they have done what they are doing. */
    public void close() {
        letGo();
        workers.shutdown();
        lanes.close();
        timeline.close();
    }

    private void letGo() {
        synchronized (this) { // or what is scheduled meanwhile would find no timeline
            stopping = true;
        }
        runs.forEach(run -> run.detach("the controller shuts down"));
    }

    private void closeOnceIdle() {
        if (stopping && runs.isEmpty()) {
            close();
        }
    }

    /** What went wrong, as two sentences for a person. */
    public static Problem mistake(Throwable failure) {
        return Problem.of(
                "program.wrong",
                "This plugin made a mistake: " + failure + ".",
                "Report it with the log of the controller; running the same job again does nothing twice.");
    }

    private static ThreadPoolExecutor workers() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                WORKERS, WORKERS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "dr-worker");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        // What comes after the end is for the next start of the controller: there its step is taken up again.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return executor;
    }
}
