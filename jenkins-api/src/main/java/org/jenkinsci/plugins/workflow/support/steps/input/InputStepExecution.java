package org.jenkinsci.plugins.workflow.support.steps.input;

import hudson.model.ModelObject;
import io.labelmint.dr.jenkins.api.SignatureOnly;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class InputStepExecution extends StepExecution implements ModelObject {
    private static final long serialVersionUID = 1L;

    InputStepExecution() {}

    @Override
    public boolean start() throws Exception {
        throw SignatureOnly.called();
    }

    @Override
    public String getDisplayName() {
        throw SignatureOnly.called();
    }
}
