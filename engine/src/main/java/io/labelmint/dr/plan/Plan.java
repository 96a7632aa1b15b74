package io.labelmint.dr.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.labelmint.dr.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be done: actions in a graph. Immutable; its digest is what a person approves and what is run.
 *
 * @param operation the operation it is the plan of
 * @param estateDigest digest of the estate it was made for
 * @param actions each after the ones it depends on
 * @param shown what it is shown with to whoever approves it
 * @param approval whose approvals it needs, if it must be approved; empty in plans stored before there was a choice
 * @param approvedWithin if it must be approved before it is begun: how long after it was made it may be, both
 */
public record Plan(
        OperationId operation,
        String estateDigest,
        List<Action> actions,
        // Left out where there is none, so that plans stored before there were any keep their digest.
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ShownFact> shown,
        Optional<Duration> approvedWithin,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Demand> approval) {

    @JsonCreator
    public Plan {
        actions = List.copyOf(actions);
        approval = approval == null ? Optional.empty() : approval;
        shown = shown == null ? List.of() : List.copyOf(shown);
        Set<ActionId> seen = new HashSet<>();
        for (Action action : actions) {
            if (!seen.containsAll(action.after())) {
                throw new IllegalArgumentException(action.id() + " stands before what it depends on");
            }
            if (!seen.add(action.id())) {
                throw new IllegalArgumentException(action.id() + " occurs twice");
            }
        }
    }

    /** A plan that is begun without asking anybody. */
    public Plan(OperationId operation, String estateDigest, List<Action> actions) {
        this(operation, estateDigest, actions, List.of(), Optional.empty(), Optional.empty());
    }

    /**
     * The action {@code id} of it.
     *
     * @throws java.util.NoSuchElementException if it has none of that name
     */
    public Action action(ActionId id) {
        return actions.stream()
                .filter(action -> action.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The value it is shown with under {@code name}; empty if it is shown with none. */
    public Optional<String> shown(String name) {
        return shown.stream()
                .filter(fact -> fact.name().equals(name))
                .map(ShownFact::value)
                .findFirst();
    }

    /** The same plan, shown with {@code facts}. */
    public Plan showing(List<ShownFact> facts) {
        return new Plan(operation, estateDigest, actions, facts, approvedWithin, approval);
    }

    /** The same plan, which must be approved by one person, and begun, within {@code time} after it is made. */
    public Plan toBeApproved(Duration time) {
        return toBeApproved(time, Demand.ANYBODY);
    }

    /** The same plan, which must be approved as {@code demand} says, and begun, within {@code time} after it is made. */
    public Plan toBeApproved(Duration time, Demand demand) {
        return new Plan(operation, estateDigest, actions, shown, Optional.of(time), Optional.of(demand));
    }

    /** Whose approvals it needs, if it needs any. */
    public Demand demand() {
        return approval.orElse(Demand.ANYBODY);
    }

    /**
     * What is not as it was shown, if {@code again} is what is planned now for the same thing: empty if every call is the
     * same and every fact within its tolerance.
     */
    public List<String> moved(Plan again) {
        List<String> moved = new ArrayList<>();
        if (!estateDigest.equals(again.estateDigest)) {
            moved.add("the declaration of the estate is another one");
        }
        Map<ActionId, Action> now = new LinkedHashMap<>();
        again.actions.forEach(action -> now.put(action.id(), action));
        for (Action action : actions) {
            Action other = now.remove(action.id());
            if (other == null) {
                moved.add(action.id() + " is not planned any more");
            } else if (!action.after().equals(other.after())) {
                moved.add(action.id() + " has another place in the order");
            } else {
                moved.addAll(action.call().changes(action.id().value(), other.call()));
            }
        }
        now.keySet().forEach(id -> moved.add(id + " was not planned then"));
        for (ShownFact fact : shown) {
            fact.moved(again.shown.stream()
                            .filter(other -> other.name().equals(fact.name()))
                            .findFirst())
                    .ifPresent(moved::add);
        }
        return moved;
    }

    /**
     * SHA-256, lower-case hex, over the canonical text of everything that will happen: the actions, and each call as it
     * will be sent; and of what the plan is shown with.
     */
    public String digest(Json json) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("plan", this);
        List<Object> calls = new ArrayList<>();
        actions.forEach(action -> calls.add(action.call()));
        text.put("calls", calls);
        return Json.sha256(json.canonical(text));
    }
}
