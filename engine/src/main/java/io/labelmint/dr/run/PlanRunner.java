package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.time.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Runs plans, any number at once, without waiting and without a thread per operation.
 *
 * <p><b>Protocol of an action.</b> Look first. Only when the answer is a positive "absent", append {@code intended} to
 * the ledger, durably; then make the call, once; then append {@code accepted}. From then on look again and again, with
 * reads sent after the call, until it is done or failed, and append {@code settled}. A process that dies between
 * {@code intended} and {@code accepted} leaves a call that may or may not have been made; whoever resumes looks, and
 * starts again only as the action's {@link io.labelmint.dr.plan.RepeatRule} allows. A call AWS refused is recorded as
 * {@code refused}: it is known to have had no effect. What was accepted, or seen, and is absent later has vanished; it
 * is not started again unless somebody goes on with the operation after that failure was told.
 *
 * <p><b>Ends.</b> Succeeded: everything is done. Failed: something failed, and what depends on it was not started.
 * Suspended: something could not be read or started, or takes longer than a person should wait for; the ledger stays
 * open. While other actions go on, such an action is still looked at, and may recover. Running a failed or suspended
 * operation again goes on with the stored plan and looks at everything that is not done. An operation this process is
 * told to let go of ({@link Detachment}) is suspended at its next step.
 *
 * <p><b>Approvals.</b> A plan that needs one ({@link Plan#approvedWithin}) is stored first and begun later, perhaps by
 * another process, and never without: see {@link Approvals}. Just before it is begun it is planned once more; what is
 * begun is the stored plan or nothing.
 *
 * <p><b>Last words.</b> When the ledger cannot be written, or the program is wrong, no step begins any more; those that
 * are under way end first, each recording what it can, and only then is the ledger let go of and the future failed: no
 * other process can take the operation over while a call of this one is on the wire.
 */
public final class PlanRunner {
    private final Ledgers ledgers;
    private final Observatory observatory;
    private final Hands hands;
    private final Timeline timeline;
    private final Lanes lanes;
    private final Json json;

    public PlanRunner(
            Ledgers ledgers, Observatory observatory, Hands hands, Timeline timeline, Lanes lanes, Json json) {
        this.ledgers = ledgers;
        this.observatory = observatory;
        this.hands = hands;
        this.timeline = timeline;
        this.lanes = lanes;
        this.json = json;
    }

    /**
     * Who runs what for whom.
     *
     * @param kind rehearsal or real
     * @param title what is done, in words
     * @param estate name of the estate
     * @param actor who or what asked for it
     * @param holder process, machine or build that works on it
     * @param detachment the way to make this process let go
     */
    public record Order(RunKind kind, String title, String estate, String actor, String holder, Detachment detachment) {

        /** An order nobody takes back. */
        public Order(RunKind kind, String title, String estate, String actor, String holder) {
            this(kind, title, estate, actor, holder, Detachment.never());
        }
    }

    /**
     * Runs {@code plan}, or goes on with the operation's stored plan if it was begun before; an operation that has
     * succeeded is left alone.
     *
     * @throws io.labelmint.dr.ProblemException {@code ledger.held} if another process works on it; {@code
     *     approval.missing} if the plan needs an approval
     */
    public CompletableFuture<Outcome> run(Plan plan, Order order, RunListener listener) {
        Ledger ledger = ledgers.open(plan.operation(), order.holder());
        try {
            if (ledger.history().opened().isEmpty()) {
                if (plan.approvedWithin().isPresent()) {
                    throw Approvals.unprepared(plan).asException();
                }
                open(plan, order, ledger, listener);
                return begin(plan, ledger, order.detachment(), listener);
            }
            return goOn(ledger, order, Optional.empty(), listener);
        } catch (RuntimeException | Error e) {
            ledger.close();
            throw e;
        }
    }

    /**
     * Stores {@code plan}, which needs an approval, and begins nothing; a plan that was stored before stays.
     *
     * @return what its ledger says
     * @throws io.labelmint.dr.ProblemException {@code ledger.held} if another process works on it
     */
    public History prepare(Plan plan, Order order, RunListener listener) {
        try (Ledger ledger = ledgers.open(plan.operation(), order.holder())) {
            if (ledger.history().opened().isEmpty()) {
                open(plan, order, ledger, listener);
                record(ledger, new Fact.Suspended(Approvals.awaited(ledger.history())), listener);
            }
            return ledger.history();
        }
    }

    /**
     * Records that a person approves the stored plan of {@code operation}. The same approval given once more, as by a
     * process that died when it had recorded it, changes nothing.
     *
     * @param besides who else counts as having asked for the plan
     * @return what its ledger says
     * @throws io.labelmint.dr.ProblemException if it is of another plan, too late, does not count, or is one too many; {@code
     *     ledger.held} if another process works on it
     */
    public History approve(
            OperationId operation, Fact.Approved approval, List<String> besides, String holder, RunListener listener) {
        requireKnown(operation);
        try (Ledger ledger = ledgers.open(operation, holder)) {
            History history = ledger.history();
            if (Approvals.approved(history).stream().anyMatch(approval::again)) {
                return history;
            }
            Approvals.objection(history, approval, besides, timeline.now()).ifPresent(problem -> {
                throw problem.asException();
            });
            record(ledger, approval, listener);
            return ledger.history();
        }
    }

    /**
     * Records that a person has the stored plan of {@code operation} begun with fewer approvals than it needs.
     *
     * @return what its ledger says
     * @throws io.labelmint.dr.ProblemException if it names another plan, is too late, gives no reason, or nothing is
     *     missing; {@code ledger.held} if another process works on it
     */
    public History breakGlass(OperationId operation, Fact.BrokenGlass glass, String holder, RunListener listener) {
        requireKnown(operation);
        try (Ledger ledger = ledgers.open(operation, holder)) {
            History history = ledger.history();
            if (history.brokenGlass().stream().anyMatch(given -> given.fact().equals(glass))) {
                return history;
            }
            Approvals.objection(history, glass, timeline.now()).ifPresent(problem -> {
                throw problem.asException();
            });
            record(ledger, glass, listener);
            return ledger.history();
        }
    }

    /**
     * Ends an operation whose plan waits for its approval, or for being begun: it will not be.
     *
     * @throws io.labelmint.dr.ProblemException {@code approval.begun} if it was begun
     */
    public void withdraw(OperationId operation, String holder, RunListener listener) {
        requireKnown(operation);
        try (Ledger ledger = ledgers.open(operation, holder)) {
            History history = ledger.history();
            if (!history.prepared()) {
                throw Approvals.begun(operation).asException();
            }
            if (history.closed().isEmpty()) {
                record(ledger, new Fact.Closed(false), listener);
            }
        }
    }

    /**
     * Ends an operation as it stands, begun or not: nobody goes on with it any more. What it did stays.
     *
     * @throws io.labelmint.dr.ProblemException {@code ledger.held} if another process works on it
     */
    public void giveUp(OperationId operation, String holder, RunListener listener) {
        requireKnown(operation);
        try (Ledger ledger = ledgers.open(operation, holder)) {
            if (ledger.history().closed().isEmpty()) {
                record(ledger, new Fact.Closed(false), listener);
            }
        }
    }

    /**
     * Records that a person leaves {@code skipped} out: whoever goes on with the operation takes it for done. Nobody may
     * be working on the operation meanwhile, so it has been suspended, or has failed, before.
     *
     * @return what its ledger says
     * @throws io.labelmint.dr.ProblemException {@code skip.refused} if it was not begun, has succeeded, or has no such
     *     action left to do; {@code ledger.held} if another process works on it
     */
    public History skip(OperationId operation, Fact.Skipped skipped, String holder, RunListener listener) {
        requireKnown(operation);
        try (Ledger ledger = ledgers.open(operation, holder)) {
            Skips.objection(ledger.history(), skipped).ifPresent(problem -> {
                throw problem.asException();
            });
            record(ledger, skipped, listener);
            return ledger.history();
        }
    }

    /**
     * Begins the stored plan of {@code operation}, which is approved, or goes on with it.
     *
     * @param again what is planned now for the same thing: what is begun must still be what was approved
     * @throws io.labelmint.dr.ProblemException if it is not approved, or its time is over; {@code ledger.held} if another
     *     process works on it
     */
    public CompletableFuture<Outcome> runApproved(
            OperationId operation, Order order, Plan again, RunListener listener) {
        return goOn(operation, order, Optional.of(again), listener);
    }

    /**
     * Goes on with an operation that was begun before.
     *
     * @throws io.labelmint.dr.ProblemException {@code operation.unknown} if it was not; {@code ledger.held} if another
     *     process works on it
     */
    public CompletableFuture<Outcome> resume(OperationId operation, Order order, RunListener listener) {
        return goOn(operation, order, Optional.empty(), listener);
    }

    private void requireKnown(OperationId operation) {
        if (ledgers.read(operation).isEmpty()) {
            throw Problem.of(
                            "operation.unknown",
                            "There is no operation " + operation + " here.",
                            "See `dr status` for the operations of this state folder.")
                    .asException();
        }
    }

    private CompletableFuture<Outcome> goOn(
            OperationId operation, Order order, Optional<Plan> again, RunListener listener) {
        requireKnown(operation);
        Ledger ledger = ledgers.open(operation, order.holder());
        try {
            return goOn(ledger, order, again, listener);
        } catch (RuntimeException | Error e) {
            ledger.close();
            throw e;
        }
    }

    private CompletableFuture<Outcome> goOn(Ledger ledger, Order order, Optional<Plan> again, RunListener listener) {
        History history = ledger.history();
        Fact.Opened opened = history.opened().orElseThrow();
        if (history.closed().isPresent() && history.closed().get().succeeded()) {
            ledger.close();
            return CompletableFuture.completedFuture(
                    new Outcome(history.operation(), Outcome.Result.SUCCEEDED, history, List.of()));
        }
        Plan stored = opened.plan().orElseThrow();
        if (!stored.digest(json).equals(opened.planDigest().orElseThrow())) {
            throw Problem.of(
                            "plan.changed",
                            "The stored plan of operation " + history.operation()
                                    + " does not have the digest it was begun with.",
                            "Finish it with the version of this program that began it.")
                    .asException();
        }
        Approvals.objection(history, timeline.now()).ifPresent(problem -> {
            throw problem.asException();
        });
        if (history.prepared()) {
            List<String> moved = stored.moved(
                    again.orElseThrow(() -> Approvals.unseen(history).asException()));
            if (!moved.isEmpty()) {
                Problem problem = Approvals.moved(stored.digest(json), moved);
                record(ledger, new Fact.Suspended(problem), listener);
                record(ledger, new Fact.Closed(false), listener);
                History ended = ledger.history();
                ledger.close();
                return CompletableFuture.completedFuture(
                        new Outcome(ended.operation(), Outcome.Result.FAILED, ended, List.of(problem)));
            }
        }
        record(ledger, new Fact.Resumed(order.actor()), listener);
        return begin(stored, ledger, order.detachment(), listener);
    }

    private void open(Plan plan, Order order, Ledger ledger, RunListener listener) {
        record(
                ledger,
                new Fact.Opened(
                        order.kind(),
                        order.title(),
                        order.estate(),
                        plan.estateDigest(),
                        order.actor(),
                        new TreeMap<>(),
                        Optional.of(plan),
                        Optional.of(plan.digest(json))),
                listener);
    }

    private static void record(Ledger ledger, Fact fact, RunListener listener) {
        Entry entry = ledger.append(fact);
        RunListener.tell(() -> listener.recorded(ledger.history().operation(), entry));
    }

    private CompletableFuture<Outcome> begin(Plan plan, Ledger ledger, Detachment detachment, RunListener listener) {
        return new RunningOperation(plan, ledger, observatory, hands, timeline, lanes, detachment, listener).begin();
    }
}
