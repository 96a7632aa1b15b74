package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The moves of an estate between its regions that were begun, and where they have led: read from their ledgers alone. */
public final class MovesMade {
    private final Ledgers ledgers;
    private final Estate estate;

    MovesMade(Ledgers ledgers, Estate estate) {
        this.ledgers = ledgers;
        this.estate = estate;
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
    public Optional<Moved> last() {
        Optional<Moved> moved = Optional.empty();
        for (OperationId run : FailoverRuns.runs(ledgers, estate)) {
            Optional<History> operation = ledgers.read(FailoverRuns.operation(run))
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
        for (OperationId id : FailoverRuns.runs(ledgers, estate)) {
            if (id.compareTo(run) > 0) {
                break;
            }
            Optional<History> operation =
                    ledgers.read(FailoverRuns.operation(id)).filter(history -> !history.prepared());
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
        return operation
                .opened()
                .flatMap(Fact.Opened::plan)
                .flatMap(plan -> plan.shown(FailoverPlanner.LEAVES))
                .map(region -> region.replaceFirst(",.*", ""))
                .orElse("");
    }

    /**
     * The move that {@code verb} ends.
     *
     * @throws ProblemException if there is none that could be ended so
     */
    Moved toEnd(Verb verb) {
        Moved moved = last().orElseThrow(() -> Problem.of(
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

    /**
     * The move that a failback leads home from.
     *
     * @throws ProblemException if there is none, or it is not committed
     */
    Moved toLeadHome() {
        Moved moved = last().orElseThrow(() -> Problem.of(
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
}
