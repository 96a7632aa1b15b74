package org.jenkinsci.plugins.workflow.steps;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import io.labelmint.dr.jenkins.api.SignatureOnly;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class Step extends AbstractDescribableImpl<Step> implements ExtensionPoint {
    public abstract StepExecution start(StepContext context) throws Exception;

    @Override
    public StepDescriptor getDescriptor() {
        throw SignatureOnly.called();
    }
}
