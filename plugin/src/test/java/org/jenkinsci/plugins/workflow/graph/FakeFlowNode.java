package org.jenkinsci.plugins.workflow.graph;

import java.util.ArrayList;
import java.util.List;

/** The place of a step in its pipeline. */
public final class FakeFlowNode extends FlowNode {
    private final List<FlowNode> parents = new ArrayList<>();

    /** From now on {@code nodes} come just before it. */
    public FakeFlowNode after(FlowNode... nodes) {
        parents.addAll(List.of(nodes));
        return this;
    }

    @Override
    public List<FlowNode> getParents() {
        return List.copyOf(parents);
    }

    @Override
    public String getId() {
        return Integer.toString(System.identityHashCode(this));
    }

    @Override
    public String getDisplayName() {
        return "a step";
    }

    @Override
    public void save() {}
}
