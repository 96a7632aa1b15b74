package io.labelmint.dr.jenkins;

import hudson.Extension;
import io.labelmint.dr.job.Job;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code drReadiness}: says whether an estate could fail over now; changes nothing. */
public final class DrReadinessStep extends StoresStep {
    @DataBoundConstructor
    public DrReadinessStep() {
        super(Job.Type.READINESS);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends DrStepDescriptor {
        @Override
        public String getFunctionName() {
            return "drReadiness";
        }

        @Override
        public String getDisplayName() {
            return "Say whether an AWS estate could fail over now";
        }
    }
}
