package io.labelmint.dr.jenkins;

import hudson.EnvVars;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.AccessControlled;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.config.EstateValidation;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What Jenkins asks about every step that works on an estate. */
public abstract class DrStepDescriptor extends StepDescriptor {
    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, EnvVars.class, FlowNode.class);
    }

    @Override
    public String argumentsToString(Map<String, Object> namedArgs) {
        Object estate = namedArgs.get("estate");
        String text = estate == null ? "estateYaml" : estate.toString();
        Object only = namedArgs.get("only");
        String narrowed = only == null ? text : text + ", only " + only;
        return Boolean.TRUE.equals(namedArgs.get("rehearsal")) ? narrowed + ", rehearsal" : narrowed;
    }

    /** The estates of the global configuration, for who may configure the job. */
    @POST
    public ListBoxModel doFillEstateItems(@AncestorInPath Item item) {
        ListBoxModel estates = new ListBoxModel();
        estates.add("(given as estateYaml)", "");
        if (mayConfigure(item)) {
            DisasterRecoveryConfiguration.get().names().forEach(name -> estates.add(name, name));
        }
        return estates;
    }

    /** What is wrong with the declaration of an estate, with lines. */
    @POST
    public FormValidation doCheckEstateYaml(
            @AncestorInPath Item item, @QueryParameter String estateYaml, @QueryParameter String estate) {
        demandConfigure(item);
        boolean named = !DrStep.trimmed(estate).isEmpty();
        if (DrStep.trimmed(estateYaml).isEmpty()) {
            return named
                    ? FormValidation.ok()
                    : FormValidation.error("Choose an estate, or give the declaration of one here.");
        }
        return named
                ? FormValidation.error("Choose an estate or give the declaration of one, not both.")
                : EstateValidation.of(estateYaml);
    }

    /** Whether {@code pace} can be one. */
    @POST
    public FormValidation doCheckPace(@AncestorInPath Item item, @QueryParameter String pace) {
        demandConfigure(item);
        try {
            double value = pace == null || pace.isBlank() ? 0 : Double.parseDouble(pace);
            return value >= 0 && value <= 1e9
                    ? FormValidation.ok()
                    : FormValidation.error("A pace is from 0 (as fast as possible) to a thousand million.");
        } catch (NumberFormatException e) {
            return FormValidation.error("A pace is a number.");
        }
    }

    /** Whether who asks may fill in this form. */
    static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /** Refuses who may not fill in this form: all that answers a form begins with this, whatever it is about. */
    static void demandConfigure(Item item) {
        if (item == null) {
            AccessControlled controller = Jenkins.get();
            controller.checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
    }
}
