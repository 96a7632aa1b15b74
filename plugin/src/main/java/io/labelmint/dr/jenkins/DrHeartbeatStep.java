package io.labelmint.dr.jenkins;

import hudson.Extension;
import io.labelmint.dr.job.Job;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code drHeartbeat}: has the databases of an estate write that they are alive, which their copies are held against. */
public final class DrHeartbeatStep extends StoresStep {
    @DataBoundConstructor
    public DrHeartbeatStep() {
        super(Job.Type.HEARTBEAT);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends DrStepDescriptor {
        @Override
        public String getFunctionName() {
            return "drHeartbeat";
        }

        @Override
        public String getDisplayName() {
            return "Write the heartbeats of an AWS estate";
        }
    }
}
