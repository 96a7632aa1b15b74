package io.labelmint.dr.evidence;

import io.labelmint.dr.Problem;
import io.labelmint.dr.evidence.Evidence.OperationRecord;
import io.labelmint.dr.evidence.Evidence.Result;
import io.labelmint.dr.evidence.Evidence.Step;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sums up ledgers for the evidence. The same ledger always gives the same record, so whoever holds a pack can sum its
 * ledgers up again and compare.
 */
public final class OperationRecords {
    /** Fact of a step that was left out: by whom. */
    public static final String SKIPPED_BY = "skippedBy";

    /** Fact of a step that was left out: why, in the person's words. */
    public static final String REASON = "reason";

    private OperationRecords() {}

    /**
     * The record of the operation {@code history} tells.
     *
     * @throws IllegalArgumentException if the operation was never opened
     */
    public static OperationRecord of(History history) {
        Fact.Opened opened = history.opened()
                .orElseThrow(() -> new IllegalArgumentException("never opened: " + history.operation()));
        Map<ActionId, ActionState> states = history.actions();
        List<Action> actions = opened.plan().map(Plan::actions).orElse(List.of());
        return new OperationRecord(
                history.operation(),
                opened.title(),
                result(history),
                opened.planDigest(),
                history.head(),
                history.begin(),
                history.end(),
                actions.stream()
                        .map(action -> history.skipped(action.id())
                                .map(skipped -> step(action, skipped))
                                .orElseGet(() -> step(action, states.getOrDefault(action.id(), ActionState.NEW))))
                        .toList(),
                problems(history, actions, states));
    }

    private static Result result(History history) {
        return history.closed()
                .map(closed -> closed.succeeded() ? Result.SUCCEEDED : Result.FAILED)
                .orElse(Result.OPEN);
    }

    private static Step step(Action action, ActionState state) {
        var call = action.call();
        return new Step(
                action.id(),
                call.service() + ":" + call.operation(),
                call.region(),
                result(state),
                state.intended(),
                state.settledAt(),
                state.facts());
    }

    /** What nobody looked at has no times and no facts, but somebody who left it out. */
    private static Step step(Action action, Fact.Skipped skipped) {
        var call = action.call();
        return new Step(
                action.id(),
                call.service() + ":" + call.operation(),
                call.region(),
                Result.SKIPPED,
                Optional.empty(),
                Optional.empty(),
                Facts.of(SKIPPED_BY, skipped.actor(), REASON, skipped.reason()));
    }

    private static Result result(ActionState state) {
        if (state.settled().isPresent()) {
            return state.done() ? Result.SUCCEEDED : Result.FAILED;
        }
        // Seen in a phase without a call of ours: an earlier process's call is being adopted.
        boolean begun = state.lastSent().isPresent() || state.phase().isPresent();
        return begun ? Result.OPEN : Result.NOT_STARTED;
    }

    private static List<String> problems(History history, List<Action> actions, Map<ActionId, ActionState> states) {
        List<Problem> problems = new ArrayList<>();
        actions.forEach(action -> Optional.ofNullable(states.get(action.id()))
                .flatMap(ActionState::settled)
                .flatMap(Fact.Settled::problem)
                .ifPresent(problems::add));
        history.suspended().map(Fact.Suspended::problem).ifPresent(problems::add);
        return problems.stream().map(Problem::toString).distinct().toList();
    }
}
