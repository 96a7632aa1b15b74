package org.jenkinsci.plugins.workflow.graph;

/** The place of a step in its pipeline. */
public final class FakeFlowNode extends FlowNode {
    @Override
    public String getDisplayName() {
        return "a step";
    }

    @Override
    public void save() {}
}
