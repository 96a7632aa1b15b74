package io.labelmint.dr.jenkins;

import hudson.model.Item;
import hudson.util.ListBoxModel;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.verb.POST;

/** What Jenkins asks about every step whose plan a person may approve. */
public abstract class PlannedStepDescriptor extends DrStepDescriptor {
    private final String standard;
    private final String words;

    /** Of a step that does {@code standard} where it is not told what to do, which {@code words} say. */
    PlannedStepDescriptor(StepRequest.Action standard, String words) {
        this.standard = standard.label();
        this.words = words;
    }

    @Override
    public String argumentsToString(Map<String, Object> namedArgs) {
        Object action = namedArgs.get("action");
        return (action == null ? standard : action) + ", " + super.argumentsToString(namedArgs);
    }

    /** The choices of {@code action}. */
    @POST
    public ListBoxModel doFillActionItems(@AncestorInPath Item item) {
        ListBoxModel choices = new ListBoxModel();
        if (mayConfigure(item)) {
            choices.add(words, standard);
            choices.add("only make the plan, for an approval", StepRequest.Action.PLAN.label());
            choices.add("execute a plan that was approved", StepRequest.Action.EXECUTE.label());
            choices.add("withdraw a plan that was not", StepRequest.Action.WITHDRAW.label());
        }
        return choices;
    }
}
