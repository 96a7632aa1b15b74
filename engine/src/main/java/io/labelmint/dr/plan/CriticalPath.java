package io.labelmint.dr.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The actions of a plan that decide how long it takes: each waits for the one before, and together they take longest. */
public final class CriticalPath {
    private CriticalPath() {}

    /**
     * That of {@code plan}, by what its actions are expected to take; what has a budget is expected to take all of it,
     * because it is there for when a region does not answer.
     */
    public static List<Action> of(Plan plan) {
        Map<ActionId, Duration> ends = new HashMap<>();
        Map<ActionId, Action> before = new HashMap<>();
        Action last = null;
        for (Action action : plan.actions()) {
            Action latest = action.after().stream()
                    .map(plan::action)
                    .max((one, other) -> ends.get(one.id()).compareTo(ends.get(other.id())))
                    .orElse(null);
            before.put(action.id(), latest);
            Duration begin = latest == null ? Duration.ZERO : ends.get(latest.id());
            ends.put(action.id(), begin.plus(expected(action)));
            if (last == null || ends.get(action.id()).compareTo(ends.get(last.id())) > 0) {
                last = action;
            }
        }
        List<Action> path = new ArrayList<>();
        for (Action action = last; action != null; action = before.get(action.id())) {
            path.add(action);
        }
        Collections.reverse(path);
        return path;
    }

    /** What {@code path} is expected to take. */
    public static Duration length(List<Action> path) {
        return path.stream().map(CriticalPath::expected).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration expected(Action action) {
        return action.budget().orElseGet(() -> action.estimate().duration());
    }
}
