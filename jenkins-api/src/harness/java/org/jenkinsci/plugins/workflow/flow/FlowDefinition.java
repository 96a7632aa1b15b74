package org.jenkinsci.plugins.workflow.flow;

import hudson.model.AbstractDescribableImpl;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class FlowDefinition extends AbstractDescribableImpl<FlowDefinition> {
    public FlowDefinition() {
        super();
    }
}
