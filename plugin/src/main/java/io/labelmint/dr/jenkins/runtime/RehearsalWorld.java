package io.labelmint.dr.jenkins.runtime;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.EstateLedgers;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.time.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A simulated estate while somebody rehearses it. Its time passes on one thread, which lives as long as anything goes on
 * there; steps that wait for it have none. In between, the estate lies on disk, where a rehearsal that was killed is
 * found as it was.
 */
final class RehearsalWorld {
    private final StateFolders.Folder folder;
    private final Estate estate;
    private final Json json;
    private final Supplier<Set<OperationId>> live;
    private final BiPredicate<RehearsalWorld, Path> leave;

    // Guarded by this.
    private final List<Consumer<Opened>> posted = new ArrayList<>();
    private final Set<CompletableFuture<Optional<EndedRun>>> runs = new HashSet<>();

    RehearsalWorld(
            StateFolders.Folder folder,
            Estate estate,
            Json json,
            Supplier<Set<OperationId>> live,
            BiPredicate<RehearsalWorld, Path> leave) {
        this.folder = folder;
        this.estate = estate;
        this.json = json;
        this.live = live;
        this.leave = leave;
    }

    void start() {
        Thread thread = new Thread(this::live, "dr-rehearsal-" + estate.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Has {@code run} done here. */
    synchronized CompletableFuture<Optional<EndedRun>> join(LiveRun run) {
        CompletableFuture<Optional<EndedRun>> end = new CompletableFuture<>();
        runs.add(end);
        run.livesOn(task -> post(opened -> task.run()));
        post(opened -> opened.begin(run, end));
        return end;
    }

    private synchronized void post(Consumer<Opened> task) {
        posted.add(task);
    }

    private synchronized List<Consumer<Opened>> takePosted() {
        List<Consumer<Opened>> tasks = List.copyOf(posted);
        posted.clear();
        return tasks;
    }

    private synchronized boolean isPosted() {
        return !posted.isEmpty();
    }

    synchronized boolean isIdle() {
        runs.removeIf(CompletableFuture::isDone);
        return runs.isEmpty() && posted.isEmpty();
    }

    private void live() {
        try {
            do {
                try (Rehearsal rehearsal = Rehearsal.open(folder.world(), estate)) {
                    new Opened(rehearsal).liveUntilIdle();
                }
            } while (!leave.test(this, folder.path()));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable reason) {
        List<CompletableFuture<Optional<EndedRun>>> all;
        do {
            synchronized (this) {
                posted.clear();
                all = List.copyOf(runs);
            }
            all.forEach(run -> run.completeExceptionally(reason));
        } while (!leave.test(this, folder.path()));
    }

    /** The estate between opening and closing. All of it happens on the thread of the world. */
    private final class Opened {
        private final Rehearsal rehearsal;
        private final Engine engine;

        Opened(Rehearsal rehearsal) {
            this.rehearsal = rehearsal;
            Timeline timeline = rehearsal.timeline();
            Lanes lanes = Lanes.on(timeline);
            Ledgers ledgers = EstateLedgers.of(
                            estate, rehearsal.aws(), rehearsal.aws(), folder.ledgers(), timeline, lanes, json)
                    .ledgers();
            this.engine = Engine.of(rehearsal.aws(), rehearsal.hands(), ledgers, timeline, lanes, json)
                    .reaching(rehearsal.copies(estate));
        }

        void liveUntilIdle() {
            while (!isIdle()) {
                takePosted().forEach(task -> task.accept(this));
                // What was begun may have ended at once, and another run may have come meanwhile: it is begun next.
                if (!isIdle() && !rehearsal.timeline().step() && !isPosted()) {
                    throw new IllegalStateException("nothing is scheduled that could end what is waited for");
                }
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // whoever waits for the end is told of every failure
        void begin(LiveRun run, CompletableFuture<Optional<EndedRun>> end) {
            try {
                // The hours until a backup is due are nothing to watch, and an abort is not heard in them.
                rehearsal.timeline().pace(0);
                OperationId id = new RehearsalMoment(rehearsal, engine).of(run.order());
                rehearsal.timeline().pace(run.order().simulation().orElseThrow().pace());
                run.begin(engine, id)
                        .thenApply(evidence -> evidence.map(left -> EndedRun.of(engine, left, estate, live.get())))
                        .whenComplete((ended, failure) -> {
                            if (failure == null) {
                                end.complete(ended);
                            } else {
                                end.completeExceptionally(
                                        failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                                ? wrapped.getCause()
                                                : failure);
                            }
                        });
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        }
    }
}
