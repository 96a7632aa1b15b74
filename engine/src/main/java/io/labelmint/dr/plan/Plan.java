package io.labelmint.dr.plan;

import io.labelmint.dr.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be done: actions in a graph. Immutable; its digest is what a person approves and what is run.
 *
 * @param operation the operation it is the plan of
 * @param estateDigest digest of the estate it was made for
 * @param actions each after the ones it depends on
 */
public record Plan(OperationId operation, String estateDigest, List<Action> actions) {

    public Plan {
        actions = List.copyOf(actions);
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

    /**
     * SHA-256, lower-case hex, over the canonical text of everything that will happen: the actions, and each call as it
     * will be sent.
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
