package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.ActionStates;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.RunningAction.Next;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One operation while a process works on it: gives attention to each action whose predecessors are done, on the lane of
 * its region, and ends when no action gets on any more.
 *
 * <p>Everything it does, it does as {@link #work}, which knows what is under way on all lanes. So the end is decided, and
 * the ledger let go of, when no step is under way; and whatever a step throws ends the operation instead of being lost in
 * a thread. The future is completed without holding the lock, because its dependents run at once.
 */
final class RunningOperation {
    private final Plan plan;
    private final Ledger ledger;
    private final Observatory observatory;
    private final Hands hands;
    private final Timeline timeline;
    private final Lanes lanes;
    private final Detachment detachment;
    private final RunListener listener;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    // All guarded by this.
    private final Map<ActionId, RunningAction> attended = new HashMap<>();
    private final Map<ActionId, Problem> stuck = new HashMap<>();
    private final ActionStates states;
    private int underWay;
    private Throwable failure;
    private boolean over;

    RunningOperation(
            Plan plan,
            Ledger ledger,
            Observatory observatory,
            Hands hands,
            Timeline timeline,
            Lanes lanes,
            Detachment detachment,
            RunListener listener) {
        this.plan = plan;
        this.ledger = ledger;
        this.observatory = observatory;
        this.hands = hands.asking(ledger::proveHeld);
        this.timeline = timeline;
        this.lanes = lanes;
        this.detachment = detachment;
        this.listener = listener;
        this.states = new ActionStates(ledger.history());
    }

    CompletableFuture<Outcome> begin() {
        timeline.in(Duration.ZERO, () -> work(this::attendToReady));
        detachment.onRequest(() -> timeline.in(Duration.ZERO, () -> work(() -> {})));
        return outcome;
    }

    OperationId id() {
        return plan.operation();
    }

    /** Whether this process was told to let go of it. */
    boolean letsGo() {
        return detachment.requested().isPresent();
    }

    synchronized ActionState state(ActionId id) {
        return states.of(id);
    }

    /** What an action in {@code state} may build on. */
    synchronized Inputs inputs(ActionState state) {
        Map<ActionId, Facts> earlier = new HashMap<>();
        states.all().forEach((id, other) -> {
            if (other.done()) {
                earlier.put(id, other.facts());
            }
        });
        return new Inputs(
                earlier, state.facts(), state.attempt(), state.lastSent().isPresent());
    }

    /** Announces the call of {@code action}, unless the action was ended meanwhile: nothing may be sent then. */
    synchronized boolean announce(ActionId action, Facts found) {
        if (state(action).settled().isPresent()) {
            return false;
        }
        record(new Fact.Intended(action, found.equals(Facts.NONE) ? Optional.empty() : Optional.of(found)));
        return true;
    }

    /** Ends an action, unless it was ended meanwhile. */
    synchronized void settle(Fact.Settled end) {
        if (state(end.action()).settled().isEmpty()) {
            record(end);
        }
    }

    synchronized void record(Fact fact) {
        Entry entry = ledger.append(fact);
        states.follow(entry);
        RunListener.tell(() -> listener.recorded(plan.operation(), entry));
    }

    void waiting(Action action, String phase, Duration elapsed) {
        RunListener.tell(() -> listener.waiting(plan.operation(), action.id(), phase, elapsed, action.estimate()));
    }

    void unseen(Action action, Problem problem) {
        RunListener.tell(() -> listener.unseen(plan.operation(), action.id(), problem, action.budget()));
    }

    /** Does a piece of the work, unless the operation is over; the last piece that leaves ends it. */
    private void work(Runnable piece) {
        synchronized (this) {
            if (over || failure != null) {
                return;
            }
            underWay++;
        }
        Throwable thrown = null;
        try {
            if (detachment.requested().isEmpty()) {
                piece.run();
            }
        } catch (RuntimeException e) {
            thrown = e;
        } catch (Error e) {
            thrown = e; // nobody else would tell whoever waits for the future
            throw e;
        } finally {
            leave(thrown).run();
        }
    }

    private synchronized Runnable leave(Throwable thrown) {
        underWay--;
        failure = failure == null ? thrown : failure;
        if (underWay > 0 || (failure == null && detachment.requested().isEmpty() && getsOn())) {
            return () -> {};
        }
        over = true;
        try {
            if (failure == null) {
                Outcome end = end();
                return () -> outcome.complete(end);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            ledger.close();
        }
        // The ledger could not be written, or the program is wrong.
        Throwable reason = failure;
        return () -> outcome.completeExceptionally(reason);
    }

    private boolean getsOn() {
        return attended.values().stream()
                .anyMatch(running -> state(running.id()).settled().isEmpty()
                        && (!stuck.containsKey(running.id())
                                || running.action().budget().isPresent()));
    }

    private boolean letsOn(ActionId id) {
        return state(id).letsOn(plan.action(id));
    }

    private synchronized void attendToReady() {
        for (Action action : plan.actions()) {
            // What has begun is not held up by what was given up before it, and is tried again now that somebody
            // resumes.
            boolean ready = state(action.id()).lastSent().isPresent()
                    || action.after().stream().allMatch(this::letsOn);
            if (ready && state(action.id()).settled().isEmpty() && !attended.containsKey(action.id())) {
                RunningAction running = new RunningAction(
                        action,
                        this,
                        observatory,
                        hands,
                        timeline,
                        plan.approvedWithin().isPresent());
                attended.put(action.id(), running);
                action.budget().ifPresent(budget -> timeline.in(budget, () -> work(() -> exhausted(running))));
                lanes.run(running.lane(), () -> work(() -> step(action.id(), running)));
            }
        }
    }

    /** The budget of {@code running} is over: what comes after it goes on. */
    private void exhausted(RunningAction running) {
        synchronized (this) {
            Optional<Problem> obstacle = Optional.ofNullable(stuck.remove(running.id()));
            settle(new Fact.Settled(running.id(), false, Facts.NONE, Optional.of(running.exhausted(obstacle))));
        }
        attendToReady();
    }

    private void step(ActionId id, RunningAction running) {
        Optional<Next> next = running.step();
        synchronized (this) {
            stuck.remove(id);
            next.flatMap(Next::stuck).ifPresent(problem -> stuck.put(id, problem));
        }
        if (next.isEmpty()) {
            attendToReady();
        } else {
            Runnable again = () -> lanes.run(running.lane(), () -> work(() -> step(id, running)));
            timeline.in(next.get().delay(), () -> work(again));
        }
    }

    private Outcome end() {
        boolean succeeded = plan.actions().stream().allMatch(action -> letsOn(action.id()));
        boolean settled = plan.actions().stream()
                .allMatch(action -> state(action.id()).settled().isPresent());
        Optional<Problem> detached = detachment.requested().filter(reason -> !settled);
        List<Problem> problems = problems();
        detached.ifPresent(reason -> problems.add(0, reason));
        boolean open = detached.isPresent() || !stuck.isEmpty();
        record(open ? new Fact.Suspended(problems.get(0)) : new Fact.Closed(succeeded));
        Outcome.Result result =
                open ? Outcome.Result.SUSPENDED : succeeded ? Outcome.Result.SUCCEEDED : Outcome.Result.FAILED;
        return new Outcome(plan.operation(), result, ledger.history(), problems);
    }

    /** What keeps it from succeeding, in the order of the plan: first what is stuck, then what failed, last what may. */
    private List<Problem> problems() {
        Map<ActionId, Problem> problems = new LinkedHashMap<>();
        plan.actions().forEach(action -> {
            if (stuck.containsKey(action.id())) {
                problems.put(action.id(), stuck.get(action.id()));
            }
        });
        for (boolean mayFail : new boolean[] {false, true}) {
            plan.actions().stream()
                    .filter(action -> action.budget().isPresent() == mayFail)
                    .forEach(action -> state(action.id())
                            .settled()
                            .flatMap(Fact.Settled::problem)
                            .ifPresent(problem -> problems.put(action.id(), problem)));
        }
        return new ArrayList<>(problems.values());
    }
}
