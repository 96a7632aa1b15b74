package io.labelmint.dr.jenkins;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.labelmint.dr.job.About;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.plan.OperationId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code drNotify}: tells the people of an estate about runs, once. */
public final class DrNotifyStep extends DrStep {
    private List<String> runs = kept(List.of());
    private String name = "";
    private String when = About.When.ALWAYS.label();
    private String message = "";

    @DataBoundConstructor
    public DrNotifyStep() {
        super();
    }

    /** Ids of the runs people are told about; all the build has begun if empty. */
    public List<String> getRuns() {
        return runs;
    }

    /** The same as one text, as the form shows it. */
    public String getRunsText() {
        return String.join(", ", runs);
    }

    @DataBoundSetter
    public void setRuns(List<String> runs) {
        this.runs = kept(words(runs));
    }

    /** What the whole is called; the job's name if empty. */
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = trimmed(name);
    }

    /** What has to have happened for anybody to be told: {@code always}, {@code red} or {@code news}. */
    public String getWhen() {
        return when;
    }

    @DataBoundSetter
    public void setWhen(String when) {
        this.when = trimmed(when).toLowerCase(Locale.ROOT);
    }

    /** What is said first, in the words of whoever tells it; nothing if empty. */
    public String getMessage() {
        return message;
    }

    @DataBoundSetter
    public void setMessage(String message) {
        this.message = trimmed(message);
    }

    @Override
    void into(Map<String, String> request) {
        request.put(StepRequest.JOB, Job.Type.TELL.label());
        request.put(StepRequest.RUNS, String.join(",", runs));
        request.put(StepRequest.NAME, name);
        request.put(StepRequest.WHEN, when);
        request.put(StepRequest.MESSAGE, message);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends DrStepDescriptor {
        @Override
        public String getFunctionName() {
            return "drNotify";
        }

        @Override
        public String getDisplayName() {
            return "Tell people about runs of disaster recovery";
        }

        /** The choices of {@code when}. */
        @POST
        public ListBoxModel doFillWhenItems(@AncestorInPath Item item) {
            ListBoxModel choices = new ListBoxModel();
            if (!mayConfigure(item)) {
                return choices;
            }
            choices.add("always: silence would look like a job that never ran", About.When.ALWAYS.label());
            choices.add("when something is red", About.When.RED.label());
            choices.add("when something turned red, or green again", About.When.NEWS.label());
            return choices;
        }

        /** Whether {@code runs} could be runs. */
        @POST
        public FormValidation doCheckRuns(@AncestorInPath Item item, @QueryParameter String runs) {
            demandConfigure(item);
            List<String> words = words(List.of(trimmed(runs)));
            return words.stream()
                    .filter(word -> !OperationId.valid(word))
                    .findFirst()
                    .map(word -> FormValidation.warning(
                            word + " is not the name of a run; in a pipeline, use the 'run' of what a step answered."))
                    .orElseGet(FormValidation::ok);
        }
    }
}
