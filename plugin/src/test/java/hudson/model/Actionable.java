package hudson.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What has actions, in place of its signature: it keeps them. */
public abstract class Actionable extends AbstractModelObject {
    private final List<Action> actions = new CopyOnWriteArrayList<>();

    public void addAction(Action a) {
        actions.add(a);
    }

    public boolean addOrReplaceAction(Action a) {
        actions.removeIf(other -> other.getClass() == a.getClass());
        return actions.add(a);
    }

    public <T extends Action> T getAction(Class<T> type) {
        return getActions(type).stream().findFirst().orElse(null);
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        return actions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** All of them, in the order they were added. */
    public List<Action> actions() {
        return List.copyOf(actions);
    }
}
