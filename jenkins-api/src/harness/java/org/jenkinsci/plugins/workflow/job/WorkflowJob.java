package org.jenkinsci.plugins.workflow.job;

import hudson.model.Action;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.TopLevelItem;
import hudson.model.queue.QueueTaskFuture;
import io.labelmint.dr.jenkins.api.SignatureOnly;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public final class WorkflowJob extends Job<WorkflowJob, WorkflowRun> implements TopLevelItem {
    @SuppressWarnings("rawtypes")
    public WorkflowJob(ItemGroup parent, String name) {
        super(parent, name);
    }

    @Override
    public String getFullName() {
        throw SignatureOnly.called();
    }

    @Override
    public String getDisplayName() {
        throw SignatureOnly.called();
    }

    public void setDefinition(FlowDefinition definition) {
        throw SignatureOnly.called();
    }

    public QueueTaskFuture<WorkflowRun> scheduleBuild2(int quietPeriod, Action... actions) {
        throw SignatureOnly.called();
    }
}
