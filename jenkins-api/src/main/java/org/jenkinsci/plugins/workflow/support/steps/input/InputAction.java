package org.jenkinsci.plugins.workflow.support.steps.input;

import hudson.model.Run;
import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.util.List;
import java.util.concurrent.TimeoutException;
import jenkins.model.RunAction2;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class InputAction implements RunAction2 {
    public synchronized List<InputStepExecution> getExecutions() throws InterruptedException, TimeoutException {
        throw SignatureOnly.called();
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        throw SignatureOnly.called();
    }

    @Override
    public void onLoad(Run<?, ?> r) {
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
