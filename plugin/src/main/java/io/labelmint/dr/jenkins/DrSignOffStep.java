package io.labelmint.dr.jenkins;

import hudson.Extension;
import io.labelmint.dr.job.Job;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code drSignOff}: those who answer for an estate sign what runs have shown, by a plan they approve that does nothing else.
 * Where it is not told what to do it only says what would be signed.
 */
public final class DrSignOffStep extends PlannedStep {
    private List<String> runs = kept(List.of());
    private String words = "";
    private List<String> correctiveActions = kept(List.of());
    private List<String> done = kept(List.of());
    private String of = "";

    @DataBoundConstructor
    public DrSignOffStep() {
        super(StepRequest.Action.WHAT_IF);
    }

    /** Ids of the runs that are signed; all the build has begun if empty. */
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

    /** What those who sign have to say. */
    public String getWords() {
        return words;
    }

    @DataBoundSetter
    public void setWords(String words) {
        this.words = trimmed(words);
    }

    /** What has to be done, who sees to it and until when, each as {@code WHAT; OWNER; YYYY-MM-DD}. */
    public List<String> getCorrectiveActions() {
        return correctiveActions;
    }

    /** The same, one in a line, as the form shows it. */
    public String getCorrectiveActionsText() {
        return String.join("\n", correctiveActions);
    }

    @DataBoundSetter
    public void setCorrectiveActions(List<String> correctiveActions) {
        this.correctiveActions = kept(lines(correctiveActions));
    }

    /** What of earlier corrective actions is done, and how, each as {@code ACTION=HOW}. */
    public List<String> getDone() {
        return done;
    }

    /** The same, one in a line, as the form shows it. */
    public String getDoneText() {
        return String.join("\n", done);
    }

    @DataBoundSetter
    public void setDone(List<String> done) {
        this.done = kept(lines(done));
    }

    /** What people did again, if it is signed that they did: {@code training} or {@code documents}. */
    public String getOf() {
        return of;
    }

    @DataBoundSetter
    public void setOf(String of) {
        this.of = trimmed(of);
    }

    @Override
    void into(Map<String, String> request) {
        super.into(request);
        request.put(StepRequest.JOB, Job.Type.SIGN_OFF.label());
        request.put(StepRequest.RUNS, String.join(",", runs));
        request.put(StepRequest.WORDS, words);
        request.put(StepRequest.CORRECTIVE_ACTIONS, String.join("\n", correctiveActions));
        request.put(StepRequest.DONE, String.join("\n", done));
        request.put(StepRequest.OF, of);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends PlannedStepDescriptor {
        public DescriptorImpl() {
            super(StepRequest.Action.WHAT_IF, "only say what would be signed");
        }

        @Override
        public String getFunctionName() {
            return "drSignOff";
        }

        @Override
        public String getDisplayName() {
            return "Have runs of disaster recovery signed by those who answer for them";
        }
    }
}
