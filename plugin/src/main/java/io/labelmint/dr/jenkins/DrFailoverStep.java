package io.labelmint.dr.jenkins;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.job.Job;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code drFailover}: moves an estate to its DR region, by a plan that a person approves, and later commits that or rolls it
 * back, by another one. Where it is not told what to do it only says what it would do.
 */
public final class DrFailoverStep extends PlannedStep {
    private String verb = Verb.FAILOVER.label();
    private boolean acceptUnfenced;

    @DataBoundConstructor
    public DrFailoverStep() {
        super(StepRequest.Action.WHAT_IF);
    }

    /** How it moves: {@code failover} or {@code switchover}; or how that ends: {@code commit} or {@code roll-back}. */
    public String getVerb() {
        return verb;
    }

    @DataBoundSetter
    public void setVerb(String verb) {
        String given = trimmed(verb).toLowerCase(Locale.ROOT);
        this.verb = given.isEmpty() ? Verb.FAILOVER.label() : given;
    }

    /** Whether databases may be promoted though nobody can prove that the old ones take no writes any more. */
    public boolean isAcceptUnfenced() {
        return acceptUnfenced;
    }

    @DataBoundSetter
    public void setAcceptUnfenced(boolean acceptUnfenced) {
        this.acceptUnfenced = acceptUnfenced;
    }

    @Override
    void into(Map<String, String> request) {
        super.into(request);
        request.put(StepRequest.JOB, Job.Type.FAILOVER.label());
        request.put(StepRequest.VERB, verb);
        request.put(StepRequest.ACCEPT_UNFENCED, Boolean.toString(acceptUnfenced));
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends PlannedStepDescriptor {
        public DescriptorImpl() {
            super(StepRequest.Action.WHAT_IF, "only say what would be done and lost now");
        }

        @Override
        public String getFunctionName() {
            return "drFailover";
        }

        @Override
        public String getDisplayName() {
            return "Move an AWS estate to its DR region";
        }

        /** The choices of {@code verb}. */
        @POST
        public ListBoxModel doFillVerbItems(@AncestorInPath Item item) {
            ListBoxModel choices = new ListBoxModel();
            if (mayConfigure(item)) {
                choices.add("failover: the primary region is presumed lost", Verb.FAILOVER.label());
                choices.add("switchover: both regions work, and nothing is lost", Verb.SWITCHOVER.label());
                choices.add("commit: it has moved, and that stays", Verb.COMMIT.label());
                choices.add(
                        "roll-back: it has moved, and goes back without what was written since",
                        Verb.ROLL_BACK.label());
            }
            return choices;
        }
    }
}
