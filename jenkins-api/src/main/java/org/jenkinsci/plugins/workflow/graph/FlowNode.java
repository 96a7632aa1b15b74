package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Actionable;
import hudson.model.Saveable;
import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.io.IOException;
import java.util.List;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class FlowNode extends Actionable implements Saveable {
    FlowNode() {}

    public List<FlowNode> getParents() {
        throw SignatureOnly.called();
    }

    public String getId() {
        throw SignatureOnly.called();
    }

    @Override
    public String getDisplayName() {
        throw SignatureOnly.called();
    }

    @Override
    public void save() throws IOException {
        throw SignatureOnly.called();
    }
}
