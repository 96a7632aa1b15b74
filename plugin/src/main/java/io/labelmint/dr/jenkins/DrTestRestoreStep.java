package io.labelmint.dr.jenkins;

import hudson.Extension;
import io.labelmint.dr.job.Job;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code drTestRestore}: restores the databases of an estate in an isolated place, looks at the data, deletes the copies. */
public final class DrTestRestoreStep extends StoresStep {
    @DataBoundConstructor
    public DrTestRestoreStep() {
        super(Job.Type.RESTORE_TEST);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends DrStepDescriptor {
        @Override
        public String getFunctionName() {
            return "drTestRestore";
        }

        @Override
        public String getDisplayName() {
            return "Test restores of an AWS estate in an isolated place";
        }
    }
}
