package io.labelmint.dr.jenkins;

import hudson.Extension;
import io.labelmint.dr.job.Job;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code drBackup}: backs up the stores of an estate and copies them into the DR region. */
public final class DrBackupStep extends StoresStep {
    @DataBoundConstructor
    public DrBackupStep() {
        super(Job.Type.BACKUP);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends DrStepDescriptor {
        @Override
        public String getFunctionName() {
            return "drBackup";
        }

        @Override
        public String getDisplayName() {
            return "Back up an AWS estate and copy it into the DR region";
        }
    }
}
