package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Result;
import io.labelmint.dr.jenkins.api.SignatureOnly;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class WarningAction implements PersistentAction {
    public WarningAction(Result result) {
        throw SignatureOnly.called();
    }

    public WarningAction withMessage(String message) {
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
