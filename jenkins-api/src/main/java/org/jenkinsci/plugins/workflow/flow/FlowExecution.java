package org.jenkinsci.plugins.workflow.flow;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class FlowExecution {
    public FlowExecution() {}

    public abstract FlowExecutionOwner getOwner();
}
