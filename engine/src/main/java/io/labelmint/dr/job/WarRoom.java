package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Board;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a page up to date that says how a move between regions stands, beside its ledgers. It listens to what is recorded,
 * and whatever becomes of the page, the move goes on: pages are read and written on a lane of their own, which nothing
 * waits for, except the end of a run, and that for seconds.
 */
final class WarRoom implements JobListener {
    /** Id of the finding whether the page could be written. */
    static final String WRITTEN = "war-room.written";

    /** The page of the last move, whichever that is. */
    static final String LATEST = "latest.html";

    /** How often the page is written at most. */
    static final Duration EVERY = Duration.ofSeconds(10);

    /** How long the end of a run waits for its last page. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Where pages are read and written. */
    static final String LANE = "war room";

    private final Engine engine;
    private final Estate estate;
    private final JobListener others;
    private final Map<ActionId, String> waits = new ConcurrentHashMap<>();

    // All guarded by this.
    private Optional<OperationId> run = Optional.empty();
    private Optional<Instant> written = Optional.empty();
    private Optional<Problem> failure = Optional.empty();
    private boolean due;

    /** One that passes everything on to {@code others}. */
    WarRoom(Engine engine, Estate estate, JobListener others) {
        this.engine = engine;
        this.estate = estate;
        this.others = others;
    }

    @Override
    public void recorded(OperationId operation, Entry entry) {
        others.recorded(operation, entry);
        FailoverRuns.runOf(estate, operation).ifPresent(this::changed);
    }

    @Override
    public void waiting(OperationId operation, ActionId action, String phase, Duration elapsed, Estimate estimate) {
        others.waiting(operation, action, phase, elapsed, estimate);
        FailoverRuns.runOf(estate, operation).ifPresent(of -> {
            waits.put(action, phase);
            changed(of);
        });
    }

    @Override
    public void unseen(OperationId operation, ActionId action, Problem problem, Optional<Duration> budget) {
        others.unseen(operation, action, problem, budget);
        FailoverRuns.runOf(estate, operation).ifPresent(of -> {
            waits.put(action, "not to be seen: " + problem.summary());
            changed(of);
        });
    }

    @Override
    public void phase(String name) {
        others.phase(name);
    }

    @Override
    public void found(Finding finding) {
        others.found(finding);
    }

    private synchronized void changed(OperationId of) {
        run = Optional.of(of);
        if (due) {
            return;
        }
        due = true;
        Instant now = engine.timeline().now();
        Duration delay = written.map(at -> Duration.between(now, at.plus(EVERY)))
                .filter(left -> !left.isNegative())
                .orElse(Duration.ZERO);
        engine.timeline().in(delay, () -> engine.lanes().run(LANE, this::write));
    }

    /** Writes the page as it is now, and remembers why not. Runs on the lane of the pages. */
    private void write() {
        OperationId of;
        synchronized (this) {
            of = run.orElseThrow();
            due = false;
            written = Optional.of(engine.timeline().now());
        }
        Optional<Problem> problem = Optional.empty();
        try {
            put(of);
        } catch (RuntimeException e) {
            problem = Optional.of(Trouble.problem(e));
        }
        synchronized (this) {
            failure = problem;
        }
    }

    private void put(OperationId of) {
        Optional<History> history = engine.ledgers().read(of);
        if (history.isEmpty()) {
            return;
        }
        Optional<History> operation = engine.ledgers().read(FailoverRuns.operation(of));
        String html = new WarRoomText(
                        new FailoverWork(engine, estate, JobRun.job(history.get())),
                        history.get(),
                        operation,
                        waits,
                        engine.timeline().now())
                .page()
                .html();
        Board board = engine.ledgers().board();
        board.put(page(of), html);
        board.put(LATEST, html);
    }

    static String page(OperationId run) {
        return run + ".html";
    }

    /** Where the page of {@code run} is, in words. */
    static String where(Engine engine, OperationId run) {
        return engine.ledgers().board().where(page(run));
    }

    /** Completes when the page says what there is to say, or at the end of our patience. */
    CompletableFuture<Void> last() {
        synchronized (this) {
            if (run.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            failure = Optional.of(Problem.of(
                    "board.unwritable",
                    "The page could not be written within " + PATIENCE.toSeconds() + " s.",
                    "See whether the bucket of the ledgers answers."));
        }
        CompletableFuture<Void> last = new CompletableFuture<>();
        engine.timeline().in(PATIENCE, () -> last.complete(null));
        engine.lanes().run(LANE, () -> {
            write();
            last.complete(null);
        });
        return last;
    }

    /** Whether people could see how {@code of} goes on. */
    synchronized Finding finding(OperationId of) {
        String where = where(engine, of);
        Look look = new Look(
                WRITTEN, estate.name(), "everybody sees how a failover goes on, without Jenkins", Controls.CONTINUITY);
        return failure.map(problem -> look.failed(
                        "The page of the war room was not written: " + problem.summary(),
                        problem.remedy() + " The failover itself did not wait for it.",
                        Facts.of("page", where)))
                .orElseGet(() -> look.passed("How it went on is told by " + where + ".", Facts.of("page", where)));
    }
}
