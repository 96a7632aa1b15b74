package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Approvals;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The moves of an estate between its regions, which are numbered: the next one gets its number when the last one has ended,
 * its run and what that was to do: a run that stopped half-way is red and over, and what it did may still go on. So there
 * is at most one at a time, whoever asks for it and wherever: two who ask at once ask for the same run, of which only one
 * of them can write the first entry.
 */
public final class FailoverRuns {
    private static final String SUPERSEDED = "failover.superseded";

    private final Ledgers ledgers;
    private final Estate estate;

    public FailoverRuns(Ledgers ledgers, Estate estate) {
        this.ledgers = ledgers;
        this.estate = estate;
    }

    /** The moves that were begun, and where they have led. */
    public MovesMade made() {
        return new MovesMade(ledgers, estate);
    }

    /** The last move there was, or is; empty if there was none. */
    public Optional<OperationId> last() {
        // A process that died before its first entry has left a place for one, and no run.
        return runs(ledgers, estate).stream()
                .sorted(Comparator.reverseOrder())
                .filter(id -> ledgers.read(id).isPresent())
                .findFirst();
    }

    /** The runs there are of moves of {@code estate}, the first one first. */
    static List<OperationId> runs(Ledgers ledgers, Estate estate) {
        return ledgers.operations(OperationId.prefix(FailoverRequest.KIND, estate.name()), "").stream()
                .filter(id -> isRun(estate, id))
                .toList();
    }

    static boolean isRun(Estate estate, OperationId id) {
        return id.value().matches(OperationId.prefix(FailoverRequest.KIND, estate.name()) + "[0-9]{4}-[0-9a-f]{8}");
    }

    /** The operation of the move {@code run}. */
    static OperationId operation(OperationId run) {
        return new OperationId(FailoverRequest.OPERATION + run);
    }

    /** The move of {@code estate} that {@code id} is, or is the operation of; empty if it is something else. */
    static Optional<OperationId> runOf(Estate estate, OperationId id) {
        OperationId run = id.value().startsWith(FailoverRequest.OPERATION)
                ? new OperationId(id.value().substring(FailoverRequest.OPERATION.length()))
                : id;
        return Optional.of(run).filter(candidate -> isRun(estate, candidate));
    }

    /**
     * A move that may be asked for now.
     *
     * @param run the run it would be
     * @param job what is asked for, with the run it takes up from
     */
    public record Next(OperationId run, Job job) {}

    /**
     * What {@code job} is now: a new run, or the one that waits for its approval if that is of the same request. Which run
     * and what it takes up from are read at once: a move that goes on in between would be replaced by one that does not
     * know of it.
     *
     * @throws ProblemException {@code failover.under-way} if another one has not ended; {@code failover.nothing-moved} if
     *     there is no move to commit, roll back or lead home
     */
    public Next next(Job job, Instant now) {
        Optional<History> last = last().flatMap(ledgers::read);
        int number = last.map(history -> number(history.operation()) + 1).orElse(1);
        if (last.filter(this::isOpen).isEmpty()) {
            return new Next(numbered(number), after(last.filter(FailoverRuns::superseded), job));
        }
        History history = last.get();
        Job asked = JobRun.job(history);
        if (NeededApproval.waits(history) && asked.isRequest(job)) {
            return new Next(history.operation(), asked);
        }
        if (replaces(job, history)) {
            return new Next(numbered(number), after(last, job));
        }
        throw underWay(history, now);
    }

    /**
     * {@code job} with the run it would take up from if it were asked for now, whether it may be or not: a switchover that
     * got stuck, of which it goes on in another way, or the move it commits or rolls back.
     *
     * @throws ProblemException {@code failover.nothing-moved} if there is no move to commit, roll back or lead home
     */
    Job following(Job job) {
        return after(
                last().flatMap(ledgers::read)
                        .filter(history -> isOpen(history) ? replaces(job, history) : superseded(history)),
                job);
    }

    private Job after(Optional<History> replaced, Job job) {
        FailoverRequest request = job.failover().orElseThrow();
        return switch (request.verb()) {
            case FAILBACK -> job.asking(request.after(made().toLeadHome().last()));
            case COMMIT, ROLL_BACK ->
                job.asking(request.after(made().toEnd(request.verb()).run()));
            case FAILOVER, SWITCHOVER ->
                replaced.map(history -> job.asking(request.after(history.operation())))
                        .orElse(job);
        };
    }

    /** The last run, if it has not ended: a run that has is still open while its operation can be gone on with. */
    public Optional<History> open() {
        return last().flatMap(ledgers::read).filter(this::isOpen);
    }

    private boolean isOpen(History run) {
        return run.closed().isEmpty()
                || ledgers.read(operation(run.operation()))
                        .filter(operation -> operation.closed().isEmpty())
                        .isPresent();
    }

    /**
     * Whether {@code job} goes on in another way with the open move of {@code history}: a failover with a switchover, which
     * may be stuck anywhere; a switchover with a failover that was begun and has promoted and restored nothing, because
     * what is restored lacks the last writes; and a failover that accepts what nobody can prove with one that did not, was
     * begun, and has promoted no database.
     */
    private boolean replaces(Job job, History history) {
        FailoverRequest asked = job.failover().orElseThrow();
        FailoverRequest open = JobRun.job(history).failover().orElseThrow();
        boolean begun = !NeededApproval.waits(history);
        boolean accepts = asked.unfenced() && !open.unfenced();
        return switch (asked.verb()) {
            case FAILOVER ->
                open.verb() == Verb.SWITCHOVER
                        || (open.verb() == Verb.FAILOVER
                                && begun
                                && accepts
                                && !did(databases() + "/promote", history));
            case SWITCHOVER -> open.verb() == Verb.FAILOVER && begun && !did(".*/(promote|restore)", history);
            case COMMIT, ROLL_BACK, FAILBACK -> false;
        };
    }

    private String databases() {
        return estate.databases().stream()
                .map(database -> Pattern.quote(database.id()))
                .collect(Collectors.joining("|", "(", ")"));
    }

    /** Whether a step of the move {@code run} was begun whose name is one of {@code steps}. */
    private boolean did(String steps, History run) {
        return ledgers.read(operation(run.operation())).stream()
                .flatMap(operation -> operation.entries().stream())
                .anyMatch(entry -> entry.fact() instanceof Fact.Intended intended
                        && intended.action().value().matches(steps));
    }

    private static boolean superseded(History history) {
        return history.closed().isPresent()
                && history.entries().stream()
                        .anyMatch(entry -> entry.fact() instanceof Fact.Suspended suspended
                                && suspended.problem().code().equals(SUPERSEDED));
    }

    /**
     * Ends {@code old}, of which {@code job} goes on in another way as {@code by}: first its operation, then the run, each
     * under its lease. A process that dies in between leaves what the next one ends. Whoever works on it holds the leases,
     * so what is found under them stays so; and what it did since {@code by} was planned may forbid that.
     *
     * @throws ProblemException {@code ledger.held} if somebody works on it; {@code failover.went-on} if it went on or ended
     *     since
     */
    void supersede(OperationId old, OperationId by, Job job, JobRun order) {
        Problem why = Problem.of(
                        SUPERSEDED,
                        "Run " + old + " is superseded by run " + by + ", which " + order.actor() + " has asked for.",
                        "Go on with that one: what was done stays done.")
                .with("run", by);
        if (ledgers.read(operation(old)).isPresent()) {
            end(operation(old), old, job, why, order);
        }
        end(old, old, job, why, order);
    }

    private void end(OperationId id, OperationId old, Job job, Problem why, JobRun order) {
        if (ledgers.read(id).filter(FailoverRuns::superseded).isPresent()) {
            return;
        }
        try (Ledger ledger = ledgers.open(id, order.holder())) {
            History run = ledgers.read(old).orElseThrow();
            boolean decided = ledgers.read(operation(old))
                    .filter(FailoverRuns::superseded)
                    .isPresent();
            if (!decided && !(isOpen(run) && replaces(job, run))) {
                throw wentOn(run);
            }
            if (!superseded(ledger.history())) { // unless somebody asked for the same at the same time
                order.record(ledger, new Fact.Suspended(why));
                order.record(ledger, new Fact.Closed(false));
            }
        }
    }

    private static ProblemException wentOn(History run) {
        return Problem.of(
                        "failover.went-on",
                        run.opened().orElseThrow().title() + " of " + run.begin()
                                + " went on while this was planned, so the plan would not know what it has done.",
                        "Ask again: what is planned then knows it.")
                .with("run", run.operation())
                .asException();
    }

    /** The move, commit, roll-back or failback that was begun and has not ended. */
    public Optional<History> underWay() {
        return open().filter(history -> ledgers.read(operation(history.operation()))
                .filter(operation -> !operation.prepared())
                .isPresent());
    }

    /** The last move, if its plan was not begun and may not be any more: it is to be withdrawn before the next is planned. */
    Optional<OperationId> expired(Instant now) {
        return open().map(History::operation)
                .filter(run -> ledgers.read(operation(run))
                        .filter(History::prepared)
                        .filter(history -> !now.isBefore(Approvals.goodUntil(history)))
                        .isPresent());
    }

    private int number(OperationId run) {
        String prefix = OperationId.prefix(FailoverRequest.KIND, estate.name());
        return Integer.parseInt(run.value().substring(prefix.length(), prefix.length() + 4));
    }

    private OperationId numbered(int number) {
        return OperationId.scheduled(
                estate.name(), FailoverRequest.KIND, estate.name(), String.format(Locale.ROOT, "%04d", number));
    }

    static ProblemException underWay(History history, Instant now) {
        Fact.Opened opened = history.opened().orElseThrow();
        boolean waits = NeededApproval.waits(history);
        return Problem.of(
                        "failover.under-way",
                        opened.title() + " of " + history.begin() + " has not ended: " + opened.actor()
                                + " asked for it, " + (waits ? "and it waits for its approval." : "and it was begun."),
                        waits
                                ? "Approve it, or withdraw it with `dr approve " + history.operation() + " --withdraw`."
                                : "Go on with it: `dr resume " + history.operation()
                                        + "`. If it cannot be, end it as it stands, and a new plan shows what it has done: `dr"
                                        + " approve " + history.operation() + " --withdraw`.")
                .with("run", history.operation())
                .with("now", now)
                .asException();
    }
}
