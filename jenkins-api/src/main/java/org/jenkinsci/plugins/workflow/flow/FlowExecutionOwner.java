package org.jenkinsci.plugins.workflow.flow;

import hudson.model.Queue;
import java.io.IOException;
import java.io.Serializable;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class FlowExecutionOwner implements Serializable {
    public FlowExecutionOwner() {}

    public abstract Queue.Executable getExecutable() throws IOException;
}
