package org.jenkinsci.plugins.workflow.support.steps.input;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.PersistentAction;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class InputSubmittedAction implements PersistentAction {
    public InputSubmittedAction(String approver, Map<String, Object> parameters) {
        throw SignatureOnly.called();
    }

    public String getApprover() {
        throw SignatureOnly.called();
    }

    public Map<String, Object> getParameters() {
        throw SignatureOnly.called();
    }

    @Override
    public String getIconFileName() {
        throw SignatureOnly.called();
    }

    @Override
    public String getDisplayName() {
        throw SignatureOnly.called();
    }

    @Override
    public String getUrlName() {
        throw SignatureOnly.called();
    }
}
