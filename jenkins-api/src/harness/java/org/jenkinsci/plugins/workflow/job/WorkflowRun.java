package org.jenkinsci.plugins.workflow.job;

import hudson.model.Queue;
import hudson.model.Run;
import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.io.IOException;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public final class WorkflowRun extends Run<WorkflowJob, WorkflowRun> implements Queue.Executable {
    public WorkflowRun(WorkflowJob job) throws IOException {
        super(job);
    }

    @Override
    public String getDisplayName() {
        throw SignatureOnly.called();
    }
}
