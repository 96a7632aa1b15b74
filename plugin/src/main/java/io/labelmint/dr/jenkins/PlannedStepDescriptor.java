package io.labelmint.dr.jenkins;

import hudson.model.Item;
import hudson.util.ListBoxModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.verb.POST;

/** What Jenkins asks about every step whose plan a person may approve. */
public abstract class PlannedStepDescriptor extends DrStepDescriptor {
    /** The choices of {@code action}. */
    @POST
    public ListBoxModel doFillActionItems(@AncestorInPath Item item) {
        ListBoxModel choices = new ListBoxModel();
        if (mayConfigure(item)) {
            choices.add("restore at once", StepRequest.Action.RESTORE.label());
            choices.add("only make the plan, for an approval", StepRequest.Action.PLAN.label());
            choices.add("execute a plan that was approved", StepRequest.Action.EXECUTE.label());
        }
        return choices;
    }
}
