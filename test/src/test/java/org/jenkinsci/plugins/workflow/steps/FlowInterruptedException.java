package org.jenkinsci.plugins.workflow.steps;

/** How Jenkins ends a build that is aborted; Maven Central does not have the real one. */
public final class FlowInterruptedException extends InterruptedException {
    private static final long serialVersionUID = 1L;

    public FlowInterruptedException() {
        super("aborted by admin");
    }
}
