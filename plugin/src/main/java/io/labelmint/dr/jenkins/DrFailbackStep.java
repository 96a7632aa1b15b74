package io.labelmint.dr.jenkins;

import hudson.Extension;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.job.Job;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code drFailback}: leads an estate home that has failed over and was committed, by a plan that a person approves. Where it
 * is not told what to do it only says what it would do.
 */
public final class DrFailbackStep extends PlannedStep {

    @DataBoundConstructor
    public DrFailbackStep() {
        super(StepRequest.Action.WHAT_IF);
    }

    @Override
    void into(Map<String, String> request) {
        super.into(request);
        request.put(StepRequest.JOB, Job.Type.FAILOVER.label());
        request.put(StepRequest.VERB, Verb.FAILBACK.label());
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends PlannedStepDescriptor {
        public DescriptorImpl() {
            super(StepRequest.Action.WHAT_IF, "only say what would be done now");
        }

        @Override
        public String getFunctionName() {
            return "drFailback";
        }

        @Override
        public String getDisplayName() {
            return "Lead an AWS estate home from its DR region";
        }
    }
}
