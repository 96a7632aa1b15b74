package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Postponed;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Piece;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One action while a process works on it, advanced by small steps, one at a time. A step looks once, starts at most once,
 * and says when the next step is. See {@link PlanRunner} for the protocol; what must survive the process is in the ledger,
 * and nothing of this is.
 */
final class RunningAction {
    /** How often a stuck action is looked at, as long as others keep the operation going. */
    private static final Duration STUCK = Duration.ofMinutes(1);

    private final Action action;
    private final RunningOperation operation;
    private final Observatory observatory;
    private final Hands hands;
    private final Timeline timeline;
    private final StuckProblems problems;
    private final PlannedCall call;

    /** When this process began with it, or last got on with it. */
    private Instant since;

    /** What is being looked through; kept when a look is postponed half-way, so that the next gets further. */
    private Remembering view;

    private Instant postponedSince;
    private Instant unknownSince;

    /** What it found before it is started, for whoever has to give that back. */
    private Facts found = Facts.NONE;

    private Instant existsSince;

    /** When AWS was last asked and said that it had not ended. */
    private Instant lastPending;

    private final boolean awaited;
    private int looks;
    private int refusals;

    /** @param awaited whether a person waits for it, so that its end is to be noticed soon */
    RunningAction(
            Action action,
            RunningOperation operation,
            Observatory observatory,
            Hands hands,
            Timeline timeline,
            boolean awaited) {
        this.action = action;
        this.operation = operation;
        this.observatory = observatory;
        this.hands = hands;
        this.timeline = timeline;
        this.awaited = awaited;
        this.problems = new StuckProblems(action, operation.id());
        this.call = action.call();
        this.since = timeline.now();
    }

    /**
     * When the next step is.
     *
     * @param delay from now
     * @param stuck why the action does not get on by itself, if it does not
     */
    record Next(Duration delay, Optional<Problem> stuck) {}

    /** The lane its calls are made on. What goes on for hours has one of its own and holds nobody up. */
    String lane() {
        return action.lengthy() ? call.region() + " " + operation.id() + " " + action.id() : call.region();
    }

    Action action() {
        return action;
    }

    ActionId id() {
        return action.id();
    }

    /** That its budget is over, and what was in its way, if that is known. */
    Problem exhausted(Optional<Problem> obstacle) {
        return problems.exhausted(obstacle);
    }

    /** Looks at the action once and does what follows; empty when it is settled. */
    Optional<Next> step() {
        ActionState state = operation.state(action.id());
        if (state.settled().isPresent()) {
            return Optional.empty(); // its budget ended it
        }
        if (view == null) {
            view = new Remembering(fresh(state));
        }
        Progress progress;
        try {
            progress = action.observe(view, operation.inputs(state));
        } catch (Postponed e) {
            return postponed(e);
        } catch (Unanswered e) {
            progress = new Progress.Unknown(e.problem());
        }
        Instant asOf = view.asOf().orElseGet(timeline::now);
        view = null;
        postponedSince = null;
        return follow(progress, state, asOf);
    }

    /** What tells of the time after its call; of what is awaited, of this moment, but for the first look. */
    private Observatory fresh(ActionState state) {
        Observatory fresh = state.lastSent().map(observatory::since).orElse(observatory);
        return awaited && looks > 0 ? fresh.since(timeline.now().minus(Polling.FRESH)) : fresh;
    }

    private Optional<Next> postponed(Postponed e) {
        Instant now = timeline.now();
        postponedSince = postponedSince == null ? now : postponedSince;
        boolean tooLong = passed(postponedSince).compareTo(Allowed.POSTPONED_PATIENCE) >= 0;
        return Optional.of(new Next(
                Duration.between(now, e.until()), tooLong ? Optional.of(Allowed.postponed()) : Optional.empty()));
    }

    private Optional<Next> follow(Progress progress, ActionState state, Instant asOf) {
        if (progress instanceof Progress.Unknown unknown) {
            return puzzled(unknown.problem());
        }
        unknownSince = null;
        if (!(progress instanceof Progress.Done)) {
            lastPending = asOf;
        }
        if (progress instanceof Progress.Absent absent) {
            found = absent.found();
            return absent(state, asOf);
        } else if (progress instanceof Progress.Held held) {
            // Not recorded as a phase: what has a phase has been seen, and would have vanished when it is next absent.
            return wait(state, held.reason());
        }
        existsSince = null;
        if (progress instanceof Progress.Remaining remaining) {
            return piece(remaining.piece(), state);
        } else if (progress instanceof Progress.Done done) {
            return settle(true, done.facts(), Optional.empty());
        } else if (progress instanceof Progress.Failed failed) {
            return settle(false, Facts.NONE, Optional.of(failed.problem()));
        }
        String phase = ((Progress.InProgress) progress).phase();
        if (!state.phase().equals(Optional.of(phase))) {
            operation.record(new Fact.Observed(action.id(), phase));
        }
        return wait(state, phase);
    }

    private Optional<Next> wait(ActionState state, String phase) {
        Duration elapsed = passed(state.lastSent().orElse(since));
        operation.waiting(action, phase, elapsed);
        return elapsed.compareTo(action.estimate().patience()) > 0
                ? stuck(problems.overdue(phase, elapsed))
                : lookAgain();
    }

    private Optional<Next> puzzled(Problem problem) {
        if (unknownSince == null) {
            unknownSince = timeline.now();
            operation.unseen(action, problem);
        }
        return passed(unknownSince).compareTo(Patience.with(problem)) > 0 ? stuck(problem) : lookAgain();
    }

    /**
     * Positively absent: start it, unless an earlier start may still show, or must never be repeated.
     *
     * @param asOf when AWS was asked: what was accepted shortly before that may not have been visible yet
     */
    private Optional<Next> absent(ActionState state, Instant asOf) {
        RepeatRule rule = action.repeatRule();
        boolean settling = state.lastSent()
                .map(sent -> asOf.isBefore(sent.plus(action.settleTime())))
                .orElse(false);
        if (state.accepted().isPresent() || state.phase().isPresent()) {
            if (settling) {
                return wait(state, "accepted, not yet visible");
            }
            return rule == RepeatRule.SETS ? start(state) : fail(problems.vanished(state));
        }
        if (state.intended().isPresent() && rule == RepeatRule.ONCE) {
            return fail(problems.inDoubt());
        }
        if (state.intended().isPresent() && rule == RepeatRule.MATCH && settling) {
            return wait(state, "looking for what an earlier start left");
        }
        if (existsSince != null) {
            return asOf.isBefore(existsSince.plus(action.settleTime()))
                    ? wait(state, "exists, not yet visible")
                    : fail(problems.hidden());
        }
        return start(state);
    }

    private Optional<Next> start(ActionState before) {
        if (!operation.announce(action.id(), found)) {
            return Optional.empty();
        }
        Facts facts;
        try {
            facts = action.start(hands, operation.inputs(before));
        } catch (ProblemException e) {
            // The action says so itself: nothing was sent, or it was refused for good.
            operation.record(new Fact.Refused(action.id(), e.problem()));
            return fail(e.problem());
        } catch (SdkException e) {
            return refused(AwsError.of(e, call.service(), call.operation(), call.region()));
        }
        operation.record(new Fact.Accepted(action.id(), facts));
        looks = 0;
        // Set again and again, and it does not stay set: somebody else sets it too, or it has no effect.
        return before.accepted().isPresent() && tired() ? stuck(problems.withoutEffect()) : lookAgain();
    }

    /**
     * Makes the calls that are missing of a piece. Each of them may be made again without effect; so whatever ends the
     * piece early, looking tells what is still missing.
     */
    private Optional<Next> piece(Piece piece, ActionState before) {
        operation.waiting(action, piece.phase(), passed(before.lastSent().orElse(since)));
        if (!operation.announce(action.id(), Facts.NONE)) {
            return Optional.empty();
        }
        int sent = 0;
        for (PlannedCall next : piece.calls()) {
            if (operation.letsGo()) {
                return lookAgain();
            }
            try {
                hands.send(next, AwsResponse.class);
                sent++;
            } catch (SdkException e) {
                return refused(AwsError.of(e, next.service(), next.operation(), next.region()), sent == 0);
            }
        }
        operation.record(new Fact.Accepted(action.id(), piece.accepted()));
        since = timeline.now();
        refusals = 0;
        return Optional.of(new Next(Duration.ZERO, Optional.empty()));
    }

    /**
     * Of a piece, some call was refused, or its answer lost.
     *
     * @param first whether no call of the piece was accepted before it
     */
    private Optional<Next> refused(AwsError error, boolean first) {
        Problem problem = error.problem();
        if (first && !error.mayHaveHadEffect()) {
            operation.record(new Fact.Refused(action.id(), problem));
        }
        return switch (error.kind()) {
            case DENIED, REJECTED -> fail(problem);
            // Somebody else made, changed or deleted what the call was conditional on: looking tells.
            default -> tired() ? stuck(problem) : Optional.of(new Next(backOff(), Optional.empty()));
        };
    }

    private Optional<Next> refused(AwsError error) {
        Problem problem = error.problem();
        switch (error.kind()) {
            case ALREADY_EXISTS -> {
                existsSince = existsSince == null ? timeline.now() : existsSince;
                return lookAgain();
            }
            case IN_DOUBT, UNREADABLE -> {
                // Looking tells. A thing that must not be done twice is settled there; what is not there is started
                // again, so a call that is lost time and again is made more and more seldom.
                return tired() && action.repeatRule() != RepeatRule.ONCE
                        ? stuck(problem)
                        : Optional.of(new Next(backOff(), Optional.empty()));
            }
            case THROTTLED, NOT_YET, UNREACHABLE -> {
                operation.record(new Fact.Refused(action.id(), problem));
                return tired() ? stuck(problem) : Optional.of(new Next(backOff(), Optional.empty()));
            }
            default -> {
                operation.record(new Fact.Refused(action.id(), problem));
                return fail(problem);
            }
        }
    }

    private Optional<Next> fail(Problem problem) {
        return settle(false, Facts.NONE, Optional.of(problem));
    }

    private Optional<Next> settle(boolean done, Facts facts, Optional<Problem> problem) {
        operation.settle(new Fact.Settled(action.id(), done, facts, problem, Optional.ofNullable(lastPending)));
        return Optional.empty();
    }

    private static Optional<Next> stuck(Problem problem) {
        return Optional.of(new Next(STUCK, Optional.of(problem)));
    }

    private Optional<Next> lookAgain() {
        int seed = operation.id().hashCode() ^ action.id().hashCode();
        looks++;
        Duration delay = awaited
                ? Polling.closely(passed(operation.state(action.id()).lastSent().orElse(since)), looks - 1, seed)
                : Polling.delay(looks - 1, seed);
        return Optional.of(new Next(delay, Optional.empty()));
    }

    /** Longer after each refusal: 5 s, 10 s, up to 2 min. */
    private Duration backOff() {
        return Duration.ofSeconds(Math.min(120, 5L << Math.min(refusals++, 5)));
    }

    /** Whether this process has tried for longer than a person should wait for. */
    private boolean tired() {
        return passed(since).compareTo(action.estimate().patience()) > 0;
    }

    private Duration passed(Instant from) {
        return Duration.between(from, timeline.now());
    }
}
