package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Result;

/** A warning at a stage, in place of its signature: it keeps what it says. */
public class WarningAction implements PersistentAction {
    private final Result result;
    private String message;

    public WarningAction(Result result) {
        this.result = result;
    }

    public WarningAction withMessage(String text) {
        message = text;
        return this;
    }

    public Result getResult() {
        return result;
    }

    public String getMessage() {
        return message;
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return message;
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
