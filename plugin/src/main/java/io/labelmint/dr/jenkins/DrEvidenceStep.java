package io.labelmint.dr.jenkins;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code drEvidence}: verifies the evidence this build keeps, and brings it into the workspace. */
public final class DrEvidenceStep extends Step {
    private List<String> runs = DrStep.kept(List.of());
    private String folder = "";

    @DataBoundConstructor
    public DrEvidenceStep() {
        super();
    }

    /** Ids of the runs whose evidence is verified; all of the build that have ended if empty. */
    public List<String> getRuns() {
        return runs;
    }

    /** The same as one text, as the form shows it. */
    public String getRunsText() {
        return String.join(", ", runs);
    }

    @DataBoundSetter
    public void setRuns(List<String> runs) {
        this.runs = DrStep.kept(DrStep.words(runs));
    }

    /** Folder of the workspace it is copied into; empty for nowhere. */
    public String getFolder() {
        return folder;
    }

    @DataBoundSetter
    public void setFolder(String folder) {
        this.folder = DrStep.trimmed(folder);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new EvidenceExecution(context, runs, folder);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        public String getFunctionName() {
            return "drEvidence";
        }

        @Override
        public String getDisplayName() {
            return "Verify the evidence of disaster recovery, and bring it into the workspace";
        }
    }
}
