package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Detachment;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.PlanRunner;
import io.labelmint.dr.run.RunListener;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/**
 * One run of a job: back up, check, tell, and leave evidence.
 *
 * <p>The run is an operation with a ledger of its own, which records each operation it brought to an end, what the checks
 * found, and its end. Everything is derived from the moment the ledger was opened, so a process that takes the run up
 * again, whenever that is, does the rest of the same work: operations that are done are left alone, findings that are
 * recorded are kept, and a notice that went out does not go out again. A run that ended red may be run again in its
 * slot: it then does again what is not done, looks at everything again and tells again. So may any run when the
 * estate's declaration has changed since, because what it found says nothing about what is declared now.
 */
public final class JobRun {
    private final Engine engine;
    private final Estate estate;
    private final RunKind kind;
    private final String actor;
    private final String holder;
    private final Detachment detachment;
    private final WarRoom room;

    /** A run that has not begun, and that this process will not let go of before its end. */
    public JobRun(Engine engine, Estate estate, RunKind kind, String actor, String holder, JobListener listener) {
        this(engine, estate, kind, actor, holder, Detachment.never(), listener);
    }

    /**
     * A run that has not begun.
     *
     * @param actor who or what asks for it
     * @param holder process, machine or build that works on it
     * @param detachment the way to make this process let go of it: the evidence then fails with
     *     {@code operation.detached}, and the run is open
     */
    public JobRun(
            Engine engine,
            Estate estate,
            RunKind kind,
            String actor,
            String holder,
            Detachment detachment,
            JobListener listener) {
        this.engine = engine;
        this.estate = estate;
        this.kind = kind;
        this.actor = actor;
        this.holder = holder;
        this.detachment = detachment;
        this.room = new WarRoom(engine, estate, listener);
    }

    /**
     * Runs {@code job} in the slot of this moment, or goes on with the run of that slot.
     *
     * @return the evidence
     * @throws ProblemException if another process works on it, or the job does not fit the estate
     */
    public CompletableFuture<Evidence> start(Job job) {
        return start(job, job.operation(estate, engine.timeline().now()));
    }

    /**
     * Runs {@code job} as {@code run}, or goes on with it, as what it was begun as: for who asked for its
     * {@link Job#operation} at an earlier moment, and kept it.
     *
     * @return the evidence
     * @throws ProblemException if another process works on it, the job does not fit the estate, or its plan is not
     *     approved
     */
    public CompletableFuture<Evidence> start(Job job, OperationId run) {
        Job begun = engine.ledgers()
                .read(run)
                .flatMap(History::opened)
                .map(opened -> Job.of(opened.request()))
                .orElse(job);
        begun.stores(estate);
        return work(run, begun);
    }

    /**
     * Goes on with a run.
     *
     * @return the evidence
     * @throws ProblemException if there is no such run, it is only part of one, another process works on it, or its plan
     *     is not approved
     */
    public CompletableFuture<Evidence> resume(OperationId run) {
        History history = engine.ledgers().read(run).orElseThrow(() -> unknown(run));
        Job job = job(history);
        job.stores(estate);
        return work(run, job);
    }

    /**
     * Leaves an action out of what {@code run} does: whoever goes on with the run takes it for done.
     *
     * @param action which
     * @param reason why, in the words of who decides it
     * @throws ProblemException {@code skip.refused} if that cannot be left out; nothing was recorded
     */
    public void skip(OperationId run, ActionId action, String reason) {
        Job job = job(engine.ledgers().read(run).orElseThrow(() -> unknown(run)));
        RequestedWork work = RequestedWork.of(job, engine, estate)
                .orElseThrow(() -> Problem.of(
                                "skip.refused",
                                "Run " + run + " is a " + job.type().label()
                                        + ", which has no plan anybody could leave something out of.",
                                "Run the job again: it goes on with what is not done.")
                        .asException());
        engine.runner().skip(work.operation(run), new Fact.Skipped(action, actor, reason), holder, room);
    }

    /**
     * The evidence of a run that has ended, made again from its ledgers; nothing is done or asked.
     *
     * @throws ProblemException if there is no such run
     */
    public Evidence evidence(OperationId run) {
        History history = engine.ledgers().read(run).orElseThrow(() -> unknown(run));
        Job job = job(history);
        return new RunEvidence(engine, estate, job).of(history);
    }

    private CompletableFuture<Evidence> work(OperationId run, Job job) {
        NeededApproval.demand(engine, estate, run, job);
        Ledger ledger = engine.ledgers().open(run, holder);
        try {
            History before = ledger.history();
            boolean unchanged = before.estateDigest().stream().allMatch(estate.digest()::equals);
            if (unchanged && before.closed().filter(Fact.Closed::succeeded).isPresent()) {
                ledger.close();
                return CompletableFuture.completedFuture(new RunEvidence(engine, estate, job).of(before));
            }
            if (!unchanged && before.closed().isEmpty()) {
                record(ledger, new Fact.Closed(false)); // what was found then is not about what is declared now
            }
            record(
                    ledger,
                    before.entries().isEmpty() ? opened(job) : new Fact.Resumed(actor, Optional.of(estate.digest())));
            RunningJob running = new RunningJob(this, run, job, ledger);
            RunNotices notices = new RunNotices(running, job);
            boolean still = running.standsStill();
            CompletableFuture<Void> work = still
                    ? CompletableFuture.completedFuture(null)
                    : running.backUp()
                            .thenCompose(nothing -> running.beat())
                            .thenCompose(nothing -> running.requested())
                            .thenCompose(nothing -> running.testRestores())
                            .thenCompose(nothing -> running.review())
                            .thenCompose(nothing -> running.check());
            return work.thenCompose(nothing -> notices.tell())
                    .thenCompose(nothing -> still ? CompletableFuture.completedFuture(null) : notices.publish())
                    .thenApply(nothing -> running.close())
                    .whenComplete((evidence, failure) -> letGo(ledger, failure));
        } catch (RuntimeException | Error e) {
            ledger.close();
            throw e;
        }
    }

    private void letGo(Ledger ledger, Throwable failure) {
        try {
            if (failure != null) {
                detachment.requested().ifPresent(reason -> record(ledger, new Fact.Suspended(reason)));
            }
        } finally {
            ledger.close();
        }
    }

    private Fact opened(Job job) {
        return opened(job, job.request());
    }

    Fact opened(Job job, SortedMap<String, String> request) {
        return new Fact.Opened(
                kind(job),
                job.title(estate),
                estate.name(),
                estate.digest(),
                actor,
                request,
                Optional.empty(),
                Optional.empty());
    }

    void record(Ledger ledger, Fact fact) {
        Entry entry = ledger.append(fact);
        RunListener.tell(() -> room.recorded(ledger.history().operation(), entry));
    }

    Engine engine() {
        return engine;
    }

    Estate estate() {
        return estate;
    }

    RunKind kind() {
        return kind;
    }

    /** What a run of {@code job} is here. */
    RunKind kind(Job job) {
        return kind == RunKind.REAL && job.type() == Job.Type.DRILL ? RunKind.DRILL : kind;
    }

    String actor() {
        return actor;
    }

    String holder() {
        return holder;
    }

    Detachment detachment() {
        return detachment;
    }

    JobListener listener() {
        return room;
    }

    WarRoom room() {
        return room;
    }

    /** The order for an operation of the run {@code run} of {@code job}. */
    PlanRunner.Order order(String title, OperationId run, Job job) {
        return new PlanRunner.Order(kind(job), title, estate.name(), actor + ", run " + run, holder, detachment);
    }

    static Job job(History history) {
        Fact.Opened opened = history.opened().orElseThrow();
        return Job.requestedBy(opened.request())
                .orElseThrow(() -> Problem.of(
                                "operation.part-of-run",
                                history.operation() + " is no run but part of one, begun by " + opened.actor() + ".",
                                "Name that run: it goes on with all its parts.")
                        .with("operation", history.operation())
                        .asException());
    }

    static ProblemException unknown(OperationId run) {
        return Problem.of(
                        "operation.unknown",
                        "There is no run " + run + " here.",
                        "See `dr status` for the runs of this state folder.")
                .asException();
    }
}
