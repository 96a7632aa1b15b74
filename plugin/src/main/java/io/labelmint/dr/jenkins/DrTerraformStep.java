package io.labelmint.dr.jenkins;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.labelmint.dr.job.Job;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code drTerraform}: a plan of Terraform is reviewed and decided by people, a lock in it on its own, and what was applied is
 * proved. It runs no Terraform. Where it is not told what to do it only says what the review finds.
 */
public final class DrTerraformStep extends PlannedStep {
    private String plan = "plan.json";
    private String file = "";
    private String lock = "";

    @DataBoundConstructor
    public DrTerraformStep() {
        super(StepRequest.Action.WHAT_IF);
    }

    /** The plan as JSON, in the workspace. */
    public String getPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(String plan) {
        String given = trimmed(plan);
        this.plan = given.isEmpty() ? "plan.json" : given;
    }

    /** The plan as Terraform keeps it, which is what is applied, in the workspace. */
    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = trimmed(file);
    }

    /** The vault whose lock is decided; empty for the plan itself. */
    public String getLock() {
        return lock;
    }

    @DataBoundSetter
    public void setLock(String lock) {
        this.lock = trimmed(lock);
    }

    @Override
    void into(Map<String, String> request) {
        super.into(request);
        request.put(StepRequest.JOB, Job.Type.PROVISION.label());
        request.put(StepRequest.PLAN, plan);
        request.put(StepRequest.FILE, file);
        request.put(StepRequest.LOCK, lock);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends PlannedStepDescriptor {
        public DescriptorImpl() {
            super(StepRequest.Action.WHAT_IF, "only say what the review of the plan finds");
        }

        @Override
        public String getFunctionName() {
            return "drTerraform";
        }

        @Override
        public String getDisplayName() {
            return "Review a plan of Terraform, and have it decided by people";
        }

        @Override
        @POST
        public ListBoxModel doFillActionItems(@AncestorInPath Item item) {
            ListBoxModel choices = super.doFillActionItems(item);
            if (mayConfigure(item)) {
                choices.add("prove that all of it was applied", StepRequest.Action.PROVE.label());
            }
            return choices;
        }
    }
}
