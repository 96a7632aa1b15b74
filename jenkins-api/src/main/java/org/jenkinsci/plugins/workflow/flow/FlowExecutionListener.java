package org.jenkinsci.plugins.workflow.flow;

import hudson.ExtensionPoint;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class FlowExecutionListener implements ExtensionPoint {
    public void onResumed(FlowExecution execution) {}
}
