package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.Action;
import java.util.Collection;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class TransientActionFactory<T> implements ExtensionPoint {
    public TransientActionFactory() {}

    public abstract Class<T> type();

    public abstract Collection<? extends Action> createFor(T target);
}
