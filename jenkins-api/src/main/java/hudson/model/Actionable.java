package hudson.model;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.util.List;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class Actionable extends AbstractModelObject {
    public void addAction(Action a) {
        throw SignatureOnly.called();
    }

    public boolean addOrReplaceAction(Action a) {
        throw SignatureOnly.called();
    }

    public <T extends Action> T getAction(Class<T> type) {
        throw SignatureOnly.called();
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        throw SignatureOnly.called();
    }
}
