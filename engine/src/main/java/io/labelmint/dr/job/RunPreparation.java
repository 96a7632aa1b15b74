package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.estate.Approvers;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.plan.Demand;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.PlanDigest;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Approvals;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.PlanRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What comes before a run whose plan a person approves: it is planned and stored, shown, and approved or withdrawn. Then
 * {@link JobRun#resume} runs it, in any process. A job that does one thing can be prepared; see {@link RequestedWork}.
 *
 * <p>The run's ledger comes first and says that it needs an approval, then that of the operation with the plan. A process
 * that dies in between leaves a run without a plan, which can be prepared again and never be run.
 */
public final class RunPreparation {
    /**
     * How long after it was made a plan may be approved and begun. Long enough for a person who has to be found, and
     * shorter than a shift: whoever begins it knows what the approver knew.
     */
    static final Duration GOOD_FOR = Duration.ofHours(4);

    private final JobRun order;
    private final List<String> requesters;
    private final Engine engine;
    private final Estate estate;

    /** The preparation of runs that are then run as {@code order} says, which nobody in particular asks for. */
    public RunPreparation(JobRun order) {
        this(order, List.of());
    }

    /**
     * The preparation of runs that are then run as {@code order} says.
     *
     * @param requesters who asks for them, by the names their approvals would have
     */
    public RunPreparation(JobRun order, List<String> requesters) {
        this.order = order;
        this.requesters = List.copyOf(requesters);
        this.engine = order.engine();
        this.estate = order.estate();
    }

    /**
     * Plans {@code job} and stores the plan.
     *
     * @throws ProblemException if the job cannot be prepared or does not fit the estate; the future fails with it if
     *     something the plan needs is not there
     */
    public CompletableFuture<PreparedRun> prepare(Job job) {
        if (job.type() != Job.Type.FAILOVER) {
            return prepare(job, job.operation(estate, engine.timeline().now()));
        }
        FailoverRuns.Next next = nextMove(job);
        return prepared(next.job(), next.run());
    }

    /**
     * The run a move that is asked for now is prepared as, see {@link FailoverRuns#next}. A plan that nobody may begin any
     * more stands in nobody's way: it is withdrawn.
     *
     * @throws ProblemException if another move has not ended, or there is none to commit, roll back or lead home
     */
    public OperationId next(Job move) {
        return nextMove(move).run();
    }

    private FailoverRuns.Next nextMove(Job job) {
        FailoverRuns moves = new FailoverRuns(engine.ledgers(), estate);
        Instant now = engine.timeline().now();
        moves.expired(now).ifPresent(run -> {
            engine.runner().withdraw(FailoverRuns.operation(run), order.holder(), order.listener());
            close(run);
        });
        return moves.next(job, now);
    }

    /** The same as {@code run}; what an earlier process prepared under that name is found again. */
    public CompletableFuture<PreparedRun> prepare(Job job, OperationId run) {
        if (job.type() != Job.Type.FAILOVER || engine.ledgers().read(run).isPresent()) {
            return prepared(job, run);
        }
        FailoverRuns.Next next = nextMove(job);
        if (!next.run().equals(run)) {
            throw FailoverRuns.underWay(
                    engine.ledgers().read(next.run()).orElseThrow(),
                    engine.timeline().now());
        }
        return prepared(next.job(), run);
    }

    private CompletableFuture<PreparedRun> prepared(Job job, OperationId run) {
        Optional<History> known = engine.ledgers().read(run);
        Job asked = known.map(JobRun::job).orElse(job);
        if (job.type() == Job.Type.FAILOVER && !asked.isRequest(job)) {
            throw FailoverRuns.underWay(known.orElseThrow(), engine.timeline().now()); // two asked at once
        }
        RequestedWork work = work(asked);
        OperationId operation = work.operation(run);
        if (known.isPresent() && engine.ledgers().read(operation).isPresent()) {
            return CompletableFuture.completedFuture(of(run));
        }
        Observatory observatory = new Remembering(engine.observatory());
        return Allowed.run(
                        engine.timeline(),
                        engine.lanes(),
                        work.region(),
                        () -> work.fixed(observatory).planned(operation, observatory))
                .thenApply(planned -> {
                    planned.work().requireAskable(planned.plan());
                    return stored(run, planned);
                })
                .thenCompose(prepared -> shown().thenApply(nothing -> prepared));
    }

    /** Completes when everybody can see what was done here to a move between regions, or soon after if they cannot. */
    public CompletableFuture<Void> shown() {
        return order.room().last();
    }

    /** Where everybody sees how the move {@code run} stands, in words. */
    public String shownAt(OperationId run) {
        return WarRoom.where(engine, run);
    }

    /**
     * What {@code job} would do if it were begun now, as whoever approves it would read it. Nothing is changed, and nothing
     * is stored anywhere.
     *
     * @throws ProblemException if the job cannot be prepared; the future fails with it if something it needs is not there
     */
    public CompletableFuture<PreparedRun> whatIf(Job job) {
        OperationId run = new OperationId("what-if");
        RequestedWork work = work(following(job));
        OperationId operation = work.operation(run);
        Observatory observatory = new Remembering(engine.observatory());
        return Allowed.run(
                        engine.timeline(),
                        engine.lanes(),
                        work.region(),
                        () -> work.fixed(observatory).planned(operation, observatory))
                .thenApply(planned -> {
                    PlanRunner runner = new PlanRunner(
                            new MemoryLedgers(engine.timeline(), engine.json()),
                            engine.observatory(),
                            Hands.none(),
                            engine.timeline(),
                            engine.lanes(),
                            engine.json());
                    History imagined = runner.prepare(
                            planned.plan().toBeApproved(work.goodFor(), demand(job)),
                            order.order(planned.work().title(), run, job),
                            (id, entry) -> {}); // what is only imagined waits for nobody
                    return prepared(run, planned.work(), imagined);
                });
    }

    private Job following(Job job) {
        return job.type() == Job.Type.FAILOVER ? new FailoverRuns(engine.ledgers(), estate).following(job) : job;
    }

    private RequestedWork work(Job job) {
        return RequestedWork.of(job, engine, estate)
                .orElseThrow(() -> Problem.of(
                                "approval.not-needed",
                                "The job " + job.type().label() + " is run without asking anybody.",
                                "Run it.")
                        .asException());
    }

    private PreparedRun stored(OperationId run, RequestedWork.Planned planned) {
        Job job = planned.work().job();
        job.failover()
                .filter(request -> request.verb().moves())
                .flatMap(FailoverRequest::follows)
                .ifPresent(old -> new FailoverRuns(engine.ledgers(), estate).supersede(old, run, job, order));
        try (Ledger ledger = engine.ledgers().open(run, order.holder())) {
            if (ledger.history().entries().isEmpty()) {
                SortedMap<String, String> request = new TreeMap<>(job.request());
                NeededApproval.into(request);
                order.record(ledger, order.opened(job, request));
            }
            History operation = engine.runner()
                    .prepare(
                            planned.plan().toBeApproved(planned.work().goodFor(), demand(job)),
                            order.order(planned.work().title(), run, job),
                            order.listener());
            order.record(ledger, new Fact.Suspended(Approvals.awaited(operation)));
        }
        return of(run);
    }

    /**
     * What was prepared as {@code run}.
     *
     * @throws ProblemException if nothing was
     */
    public PreparedRun of(OperationId run) {
        History history = engine.ledgers().read(run).orElseThrow(() -> JobRun.unknown(run));
        RequestedWork work =
                RequestedWork.of(JobRun.job(history), engine, estate).orElseThrow(() -> NeededApproval.missing(run));
        History operation = engine.ledgers().read(work.operation(run)).orElseThrow(() -> NeededApproval.missing(run));
        return prepared(run, work, operation);
    }

    private PreparedRun prepared(OperationId run, RequestedWork work, History operation) {
        Fact.Opened opened = operation.opened().orElseThrow();
        return new PreparedRun(
                run,
                operation.operation(),
                new PlanDigest(opened.planDigest().orElseThrow()),
                work.text(run, operation),
                opened.plan().orElseThrow(),
                estate.approvers().escalateAfter(),
                work.job());
    }

    /** Whose approvals {@code job} needs, as it is declared now. */
    private Demand demand(Job job) {
        Approvers.Rule rule = estate.approvers().of(job.approvedAs());
        return new Demand(
                rule.needed(),
                rule.from(),
                requesters,
                rule.requesterMayApprove(),
                estate.approvers().names());
    }

    /**
     * Records that a person approves the plan of {@code run}.
     *
     * @param named the plan, as whoever approves it names it: at least the first twelve digits of its digest
     * @param approver who approves it
     * @param how where that is recorded
     * @throws ProblemException if nothing was prepared as {@code run}, the plan is another one, not good any more, the
     *     approval does not count, or the plan needs no more of them
     */
    public PreparedRun approve(OperationId run, String named, String approver, String how) {
        return new RunApprovals(this, order).approve(run, new RunApprovals.Given(named, approver, how), List.of());
    }

    /**
     * Ends {@code run}, which is not approved, or not begun: nothing of it will be. A move between regions that was begun
     * and has stopped is ended as it stands; there is one at a time, and the next plan shows what was done.
     *
     * @return whether something of it was begun
     * @throws ProblemException if nothing was prepared as {@code run}, or it was begun and is no move; {@code ledger.held}
     *     if another process works on it
     */
    public boolean withdraw(OperationId run) {
        Job job = JobRun.job(engine.ledgers().read(run).orElseThrow(() -> JobRun.unknown(run)));
        OperationId operation = RequestedWork.of(job, engine, estate)
                .orElseThrow(() -> NeededApproval.missing(run))
                .operation(run);
        Optional<History> planned = engine.ledgers().read(operation);
        boolean begun = planned.filter(history -> !history.prepared()).isPresent();
        if (begun && job.type() == Job.Type.FAILOVER) {
            engine.runner().giveUp(operation, order.holder(), order.listener());
        } else if (planned.isPresent()) { // whose process died before it had a plan has nothing else to end
            engine.runner().withdraw(operation, order.holder(), order.listener());
        }
        close(run);
        return begun;
    }

    private void close(OperationId run) {
        try (Ledger ledger = engine.ledgers().open(run, order.holder())) {
            if (ledger.history().closed().isEmpty()) {
                order.record(ledger, new Fact.Closed(false));
            }
        }
    }
}
