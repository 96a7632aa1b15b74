package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Plan;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules of leaving an action out. It is a person's decision, in the same ledger as the approval, and made while nobody
 * works on the operation; what was found of an action is needed by those that build on it, and cannot be left out.
 */
final class Skips {
    private Skips() {}

    /** What speaks against recording {@code skipped}; empty if nothing does. */
    static Optional<Problem> objection(History history, Fact.Skipped skipped) {
        Plan plan = history.opened().flatMap(Fact.Opened::plan).orElse(null);
        if (plan == null || history.closed().filter(Fact.Closed::succeeded).isPresent()) {
            return refused("Operation " + history.operation() + " has nothing left to do.", "See `dr status`.");
        }
        if (history.prepared()) {
            return refused(
                    "The plan of " + history.operation() + " was not begun, and what was approved is all of it.",
                    "Make a plan without that action, or begin this one.");
        }
        ActionId id = skipped.action();
        Optional<Action> action =
                plan.actions().stream().filter(known -> known.id().equals(id)).findFirst();
        boolean done = history.actions().getOrDefault(id, ActionState.NEW).done();
        if (action.isEmpty() || done) {
            return refused(
                    id + " is " + (done ? "done already." : "no action of " + history.operation() + "."),
                    "Name one of: "
                            + plan.actions().stream()
                                    .map(Action::id)
                                    .filter(known -> !history.actions()
                                            .getOrDefault(known, ActionState.NEW)
                                            .done())
                                    .map(ActionId::value)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        if (skipped.reason().isBlank()) {
            return refused("No reason is given why " + id + " is left out.", "Say why: an auditor will ask.");
        }
        Optional<Action> needs = plan.actions().stream()
                .filter(other -> other.call().parameters().toString().contains("${" + id + "."))
                .findFirst();
        return needs.flatMap(other -> refused(
                other.id() + " needs what " + id + " finds, so it cannot be left out.",
                "Bring it about by hand: what is there already is taken for done."));
    }

    private static Optional<Problem> refused(String summary, String remedy) {
        return Optional.of(Problem.of("skip.refused", summary, remedy));
    }
}
