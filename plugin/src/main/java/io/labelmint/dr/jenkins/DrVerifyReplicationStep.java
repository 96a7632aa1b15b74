package io.labelmint.dr.jenkins;

import hudson.Extension;
import io.labelmint.dr.job.Job;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code drVerifyReplication}: looks at backups, copies and replication of an estate; changes nothing. */
public final class DrVerifyReplicationStep extends StoresStep {
    @DataBoundConstructor
    public DrVerifyReplicationStep() {
        super(Job.Type.CHECK);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends DrStepDescriptor {
        @Override
        public String getFunctionName() {
            return "drVerifyReplication";
        }

        @Override
        public String getDisplayName() {
            return "Verify backups and replication of an AWS estate";
        }
    }
}
