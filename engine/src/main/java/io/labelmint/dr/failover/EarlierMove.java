package io.labelmint.dr.failover;

import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What earlier moves of an estate found and did, by their ledgers: the region that was left need not tell it.
 *
 * @param operations the ledgers of their operations, the last one first
 */
public record EarlierMove(List<History> operations) {
    /** There was none. */
    public static final EarlierMove NONE = new EarlierMove(List.of());

    public EarlierMove {
        operations = List.copyOf(operations);
    }

    /** What {@code action} found as {@code fact} before it changed anything; the earliest, which is nothing of ours. */
    Optional<String> found(ActionId action, String fact) {
        Stream<String> values = operations.stream()
                .flatMap(history -> history.entries().stream())
                .map(entry -> entry.fact() instanceof Fact.Intended intended ? intended : null)
                .filter(intended -> intended != null && intended.action().equals(action))
                .flatMap(intended -> intended.found().map(facts -> facts.get(fact)).stream());
        // Of several moves the first one found what was there before all of them.
        return values.reduce((later, earlier) -> earlier);
    }

    /** When {@code action} was done last, and is not known to have been undone; empty if it was not. */
    Optional<Instant> doneAt(ActionId action) {
        return operations.stream()
                .map(history -> history.actions().getOrDefault(action, ActionState.NEW))
                .filter(ActionState::done)
                .flatMap(state -> state.settledAt().stream())
                .findFirst();
    }

    /** Whether the call of {@code action} was announced: it may have had its effect. */
    boolean mayHaveBegun(ActionId action) {
        return operations.stream()
                .flatMap(history -> history.entries().stream())
                .anyMatch(entry -> entry.fact() instanceof Fact.Intended intended
                        && intended.action().equals(action));
    }

    /** The steps of an earlier plan that restore {@code store} and were begun; empty if none was. */
    List<Action> restoring(String store) {
        ActionId restore = new ActionId(store + "/restore");
        return operations.stream()
                .filter(history -> new EarlierMove(List.of(history)).mayHaveBegun(restore))
                .findFirst()
                .flatMap(History::opened)
                .flatMap(Fact.Opened::plan)
                .map(plan -> plan.actions().stream()
                        .filter(action -> action.id().equals(restore))
                        .toList())
                .orElse(List.of());
    }

    /** The moment from which on the DR region may have taken writes: when the first of its steps was begun there. */
    Optional<Instant> since() {
        return operations.stream()
                .flatMap(history -> history.entries().stream())
                .filter(entry -> entry.fact() instanceof Fact.Intended intended
                        && intended.action().value().matches(".*/(promote|restore)"))
                .map(Entry::at)
                .min(Comparator.naturalOrder());
    }

    /** The name of the run that the others came after. */
    String first() {
        return operations.isEmpty() ? name() : new EarlierMove(List.of(operations.get(operations.size() - 1))).name();
    }

    /** The name of {@code operations}' last run as people know it, for what a plan shows. */
    String name() {
        return operations.isEmpty()
                ? "none"
                : operations.get(0).operation().value().replaceFirst("^move-", "");
    }
}
