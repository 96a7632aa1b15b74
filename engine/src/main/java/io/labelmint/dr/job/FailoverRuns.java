package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Approvals;
import java.time.Instant;
import java.util.ArrayList;
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

    /** The last move there was, or is; empty if there was none. */
    public Optional<OperationId> last() {
        // A process that died before its first entry has left a place for one, and no run.
        return ledgers.operations().stream()
                .filter(id -> isRun(estate, id))
                .sorted(Comparator.reverseOrder())
                .filter(id -> ledgers.read(id).isPresent())
                .findFirst();
    }

    private static boolean isRun(Estate estate, OperationId id) {
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
     * The run {@code job} is now: a new one, or the one that waits for its approval if that is of the same request.
     *
     * @throws ProblemException {@code failover.under-way} if another one has not ended
     */
    public OperationId next(Job job, Instant now) {
        Optional<OperationId> last = last();
        if (last.isEmpty()) {
            return numbered(1);
        }
        History history = ledgers.read(last.get()).orElseThrow();
        if (open().isEmpty()) {
            return numbered(number(last.get()) + 1);
        }
        if (RunPreparation.waits(history) && JobRun.job(history).isRequest(job)) {
            return last.get();
        }
        if (replaces(job, history)) {
            return numbered(number(last.get()) + 1);
        }
        throw underWay(history, now);
    }

    /**
     * {@code job} with the run it takes up from: a switchover that got stuck, of which it goes on in another way, or the
     * move it commits or rolls back.
     *
     * @throws ProblemException {@code failover.nothing-moved} if there is no move to commit, roll back or lead home
     */
    Job following(Job job) {
        FailoverRequest request = job.failover().orElseThrow();
        if (request.verb() == Verb.FAILBACK) {
            return job.asking(request.after(toLeadHome().last()));
        }
        if (!request.verb().moves()) {
            return job.asking(request.after(toEnd(request.verb()).run()));
        }
        return last().flatMap(ledgers::read)
                .filter(history -> open().isPresent() ? replaces(job, history) : superseded(history))
                .map(history -> job.asking(request.after(history.operation())))
                .orElse(job);
    }

    /** The last run, if it has not ended: a run that has is still open while its operation can be gone on with. */
    public Optional<History> open() {
        return last().flatMap(ledgers::read)
                .filter(history -> history.closed().isEmpty()
                        || ledgers.read(operation(history.operation()))
                                .filter(operation -> operation.closed().isEmpty())
                                .isPresent());
    }

    private Moved toEnd(Verb verb) {
        Moved moved = moved().orElseThrow(() -> Problem.of(
                        "failover.nothing-moved",
                        estate.name() + " has not failed over, so there is nothing to " + verb.label() + ".",
                        "See `dr status` for what there was.")
                .asException());
        if (moved.committed()) {
            throw Problem.of(
                            "failover.committed",
                            "The failover of run " + moved.run() + " is committed already.",
                            "Only a planned move leads back now: `dr failback`.")
                    .asException();
        }
        if (verb == Verb.COMMIT && !moved.succeeded()) {
            throw Problem.of(
                            "failover.not-served",
                            "Run " + moved.run()
                                    + " has ended without users being served, so there is nothing to commit.",
                            "Fail over again, or roll back.")
                    .asException();
        }
        return moved;
    }

    private Moved toLeadHome() {
        Moved moved = moved().orElseThrow(() -> Problem.of(
                        "failover.nothing-moved",
                        estate.name() + " has not failed over, so there is nothing to lead home.",
                        "See `dr status` for what there was.")
                .asException());
        if (!moved.committed()) {
            throw Problem.of(
                            "failback.not-committed",
                            "The failover of run " + moved.run() + " is not committed, so nothing of it follows in "
                                    + moved.left() + ".",
                            "Commit it with `dr failover --commit`, and fail back when its replicas have caught up; or roll"
                                    + " it back, which loses what was written since.")
                    .asException();
        }
        return moved;
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
        boolean begun = !RunPreparation.waits(history);
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
     * Ends {@code old}, of which {@code by} goes on in another way: first its operation, then the run, each under its lease.
     * A process that dies in between leaves what the next one ends.
     *
     * @throws ProblemException {@code ledger.held} if somebody works on it
     */
    void supersede(OperationId old, OperationId by, JobRun order) {
        Problem why = Problem.of(
                        SUPERSEDED,
                        "Run " + old + " is superseded by run " + by + ", which " + order.actor() + " has asked for.",
                        "Go on with that one: what was done stays done.")
                .with("run", by);
        for (OperationId id : List.of(operation(old), old)) {
            if (ledgers.read(id).filter(history -> !superseded(history)).isEmpty()) {
                continue;
            }
            try (Ledger ledger = ledgers.open(id, order.holder())) {
                order.record(ledger, new Fact.Suspended(why));
                order.record(ledger, new Fact.Closed(false));
            }
        }
    }

    /**
     * A move that was made and not rolled back.
     *
     * @param run which
     * @param left the region it has left
     * @param at when it ended
     * @param succeeded whether users were served when it ended
     * @param committed whether there is no way back by a roll-back
     * @param last the last run there was about it: itself, its commit, or a failback that was begun and ended half-way
     */
    public record Moved(
            OperationId run, String left, Instant at, boolean succeeded, boolean committed, OperationId last) {
        private Moved then(OperationId next, boolean commits) {
            return new Moved(run, left, at, succeeded, committed || commits, next);
        }
    }

    /** The last move that was begun and has ended, unless it was rolled back or led home. */
    public Optional<Moved> moved() {
        Optional<Moved> moved = Optional.empty();
        for (OperationId run : ledgers.operations().stream()
                .filter(id -> isRun(estate, id))
                .sorted()
                .toList()) {
            Optional<History> operation = ledgers.read(operation(run))
                    .filter(history -> history.closed().isPresent() && !history.prepared());
            if (operation.isEmpty()) {
                continue;
            }
            boolean succeeded = operation.get().closed().orElseThrow().succeeded();
            Verb verb = JobRun.job(ledgers.read(run).orElseThrow())
                    .failover()
                    .orElseThrow()
                    .verb();
            moved = switch (verb) {
                case FAILOVER, SWITCHOVER ->
                    Optional.of(new Moved(
                            run, left(operation.get()), operation.get().end(), succeeded, false, run));
                case COMMIT -> moved.map(was -> succeeded ? was.then(run, true) : was);
                case ROLL_BACK -> succeeded ? Optional.empty() : moved;
                case FAILBACK -> succeeded ? Optional.empty() : moved.map(was -> was.then(run, false));
            };
        }
        return moved;
    }

    /**
     * The operations of all moves that have led to where {@code run} led, the last one first: those before it that left the
     * same region, and were not rolled back or led home. Who fails over again, because it ended red or to be sure, finds what the first
     * one did, and records nothing of what was there before.
     */
    List<History> leadingTo(OperationId run) {
        List<History> moves = new ArrayList<>();
        for (OperationId id : ledgers.operations().stream()
                .filter(id -> isRun(estate, id) && id.compareTo(run) <= 0)
                .sorted()
                .toList()) {
            Optional<History> operation = ledgers.read(operation(id)).filter(history -> !history.prepared());
            if (operation.isEmpty()) {
                continue;
            }
            Verb verb = JobRun.job(ledgers.read(id).orElseThrow())
                    .failover()
                    .orElseThrow()
                    .verb();
            if (verb.moves()) {
                moves.add(0, operation.get());
            } else if ((verb == Verb.ROLL_BACK || verb == Verb.FAILBACK)
                    && operation.get().closed().filter(Fact.Closed::succeeded).isPresent()) {
                moves.clear();
            }
        }
        String region = moves.isEmpty() ? "" : left(moves.get(0));
        return moves.stream().filter(move -> left(move).equals(region)).toList();
    }

    private static String left(History operation) {
        return operation.opened().flatMap(Fact.Opened::plan).map(Plan::shown).orElse(List.of()).stream()
                .filter(fact -> fact.name().equals(FailoverPlanner.LEAVES))
                .map(fact -> fact.value().replaceFirst(",.*", ""))
                .findFirst()
                .orElse("");
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
        boolean waits = RunPreparation.waits(history);
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
