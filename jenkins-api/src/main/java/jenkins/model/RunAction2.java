package jenkins.model;

import hudson.model.Action;
import hudson.model.Run;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface RunAction2 extends Action {
    void onAttached(Run<?, ?> r);

    void onLoad(Run<?, ?> r);
}
