package io.labelmint.dr.jenkins;

import hudson.Extension;
import io.labelmint.dr.job.Job;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code drDrill}: restores every store of an estate in its DR region at once, beside what there is, looks at the data, says how
 * long it took until everything was usable, and deletes the copies.
 */
public final class DrDrillStep extends StoresStep {
    @DataBoundConstructor
    public DrDrillStep() {
        super(Job.Type.DRILL);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends DrStepDescriptor {
        @Override
        public String getFunctionName() {
            return "drDrill";
        }

        @Override
        public String getDisplayName() {
            return "Drill the recovery of an AWS estate on isolated copies in its DR region";
        }
    }
}
