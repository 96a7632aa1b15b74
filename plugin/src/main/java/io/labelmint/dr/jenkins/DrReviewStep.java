package io.labelmint.dr.jenkins;

import hudson.Extension;
import io.labelmint.dr.job.Job;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code drReview}: looks back over the week's backups and copies, and says how long there is room for more. */
public final class DrReviewStep extends StoresStep {
    private String accessAudit = "";

    @DataBoundConstructor
    public DrReviewStep() {
        super(Job.Type.REVIEW);
    }

    /** How an audit of access ended that the pipeline made: {@code passed} or {@code failed}; empty for none. */
    public String getAccessAudit() {
        return accessAudit;
    }

    @DataBoundSetter
    public void setAccessAudit(String accessAudit) {
        this.accessAudit = accessAudit == null ? "" : accessAudit.trim();
    }

    @Override
    void into(Map<String, String> request) {
        super.into(request);
        request.put(StepRequest.ACCESS_AUDIT, accessAudit);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends DrStepDescriptor {
        @Override
        public String getFunctionName() {
            return "drReview";
        }

        @Override
        public String getDisplayName() {
            return "Review the week of an AWS estate: backup times and capacity";
        }
    }
}
