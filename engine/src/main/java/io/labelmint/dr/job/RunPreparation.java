package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.PlanDigest;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Approvals;
import io.labelmint.dr.run.Engine;
import java.time.Duration;
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

    private static final String APPROVAL = "approval";
    private static final String NEEDED = "needed";

    private final JobRun order;
    private final Engine engine;
    private final Estate estate;

    /** The preparation of runs that are then run as {@code order} says. */
    public RunPreparation(JobRun order) {
        this.order = order;
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
        return prepare(job, job.operation(estate, engine.timeline().now()));
    }

    /** The same as {@code run}; what an earlier process prepared under that name is found again. */
    public CompletableFuture<PreparedRun> prepare(Job job, OperationId run) {
        Optional<History> known = engine.ledgers().read(run);
        Job asked = known.map(JobRun::job).orElse(job);
        RequestedWork work = RequestedWork.of(asked, engine, estate)
                .orElseThrow(() -> Problem.of(
                                "approval.not-needed",
                                "The job " + job.type().label() + " is run without asking anybody.",
                                "Run it.")
                        .asException());
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
                .thenApply(planned -> stored(run, planned));
    }

    private PreparedRun stored(OperationId run, RequestedWork.Planned planned) {
        Job job = planned.work().job();
        try (Ledger ledger = engine.ledgers().open(run, order.holder())) {
            if (ledger.history().entries().isEmpty()) {
                SortedMap<String, String> request = new TreeMap<>(job.request());
                request.put(APPROVAL, NEEDED);
                order.record(ledger, order.opened(job, request));
            }
            History operation = engine.runner()
                    .prepare(
                            planned.plan().toBeApproved(GOOD_FOR),
                            order.order(planned.work().title(), run),
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
                RequestedWork.of(JobRun.job(history), engine, estate).orElseThrow(() -> unprepared(run));
        History operation = engine.ledgers().read(work.operation(run)).orElseThrow(() -> unprepared(run));
        Fact.Opened opened = operation.opened().orElseThrow();
        PlanDigest digest = new PlanDigest(opened.planDigest().orElseThrow());
        return new PreparedRun(
                run, operation.operation(), digest, new PlanText(estate, work, run, operation).toString());
    }

    /**
     * Records that the plan of {@code run} is approved.
     *
     * @param named the plan, as whoever approves it names it: at least the first twelve digits of its digest
     * @param approver who approves it
     * @param how where that is recorded
     * @throws ProblemException if nothing was prepared as {@code run}, the plan is another one, approved already, or not
     *     good any more
     */
    public PreparedRun approve(OperationId run, String named, String approver, String how) {
        PreparedRun prepared = of(run);
        // What names no digest of ours is recorded nowhere, and refused with both.
        String digest = prepared.digest().isNamedBy(named) ? prepared.digest().value() : named.strip();
        engine.runner()
                .approve(
                        prepared.operation(),
                        new Fact.Approved(digest, approver, how),
                        order.holder(),
                        order.listener());
        return prepared;
    }

    /**
     * Ends {@code run}, which is not approved, or not begun: nothing of it will be.
     *
     * @throws ProblemException if nothing was prepared as {@code run}, or it was begun
     */
    public void withdraw(OperationId run) {
        PreparedRun prepared = of(run);
        engine.runner().withdraw(prepared.operation(), order.holder(), order.listener());
        try (Ledger ledger = engine.ledgers().open(run, order.holder())) {
            if (ledger.history().closed().isEmpty()) {
                order.record(ledger, new Fact.Closed(false));
            }
        }
    }

    /** Whether {@code history} is of a run that was prepared and that nobody has gone on with. */
    static boolean waits(History history) {
        return needsApproval(history)
                && history.entries().stream().noneMatch(entry -> entry.fact() instanceof Fact.Resumed);
    }

    /**
     * Refuses to go on with {@code run} where its plan needs an approval that it does not have.
     *
     * @throws ProblemException in that case; nothing was recorded
     */
    static void demandApproval(Engine engine, Estate estate, OperationId run, Job job) {
        Optional<RequestedWork> work = RequestedWork.of(job, engine, estate);
        if (work.isEmpty()) {
            return; // the jobs of schedules, which cost no reading more for this
        }
        Optional<History> operation = engine.ledgers().read(work.get().operation(run));
        boolean needed = job.needsApproval()
                || engine.ledgers()
                        .read(run)
                        .filter(RunPreparation::needsApproval)
                        .isPresent();
        if (needed && operation.isEmpty()) {
            throw unprepared(run);
        }
        operation
                .flatMap(history ->
                        Approvals.objection(history, engine.timeline().now()))
                .ifPresent(problem -> {
                    throw problem.with("run", run).asException();
                });
    }

    private static boolean needsApproval(History run) {
        return run.opened()
                .filter(opened -> opened.request().containsKey(APPROVAL))
                .isPresent();
    }

    private static ProblemException unprepared(OperationId run) {
        return Problem.of(
                        "approval.missing",
                        "Run " + run + " has no plan that anybody could have approved.",
                        "Prepare it, have somebody read and approve the plan, then run it.")
                .with("run", run)
                .asException();
    }
}
