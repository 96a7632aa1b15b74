package org.jenkinsci.plugins.workflow.support.steps.input;

import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.PersistentAction;

/** What Jenkins keeps of an input somebody answered, in place of its signature. */
public class InputSubmittedAction implements PersistentAction {
    private final String approver;
    private final Map<String, Object> parameters;

    public InputSubmittedAction(String approver, Map<String, Object> parameters) {
        this.approver = approver;
        this.parameters = parameters;
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    public String getApprover() {
        return approver;
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Input was answered";
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
