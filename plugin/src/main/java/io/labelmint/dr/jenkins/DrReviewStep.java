package io.labelmint.dr.jenkins;

import hudson.Extension;
import io.labelmint.dr.job.Job;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code drReview}: looks back: how long backups took, how long there is room, whether what is promised is kept. */
public final class DrReviewStep extends StoresStep {
    private List<String> areas = kept(List.of());
    private String accessAudit = "";

    @DataBoundConstructor
    public DrReviewStep() {
        super(Job.Type.REVIEW);
    }

    /** Which areas are reviewed; empty for all. */
    public List<String> getAreas() {
        return areas;
    }

    /** The same as one text, as the form shows it. */
    public String getAreasText() {
        return String.join(", ", areas);
    }

    @DataBoundSetter
    public void setAreas(List<String> areas) {
        this.areas = kept(words(areas));
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
        request.put(StepRequest.AREAS, String.join(",", areas));
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
            return "Review an AWS estate: backup times, capacity, security, compliance, cost, infrastructure";
        }
    }
}
