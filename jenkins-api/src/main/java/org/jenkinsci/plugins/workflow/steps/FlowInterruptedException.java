package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Result;
import java.util.List;
import jenkins.model.CauseOfInterruption;

/** A build was aborted. Behaves, because the JVM lets nobody fake an exception. */
public final class FlowInterruptedException extends InterruptedException {
    private static final long serialVersionUID = 1L;
    private final List<CauseOfInterruption> causes;

    public FlowInterruptedException(Result result, CauseOfInterruption... causes) {
        this.causes = List.of(causes);
    }

    public List<CauseOfInterruption> getCauses() {
        return causes;
    }
}
