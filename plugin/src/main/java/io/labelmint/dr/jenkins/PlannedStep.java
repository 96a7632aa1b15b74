package io.labelmint.dr.jenkins;

import java.util.Locale;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that does something at once, or makes a plan that a person approves before it is executed. */
public abstract class PlannedStep extends DrStep {
    private final String standard;
    private String action;
    private String run = "";
    private String digest = "";

    /** A step that does {@code standard} where it is not told what to do. */
    PlannedStep(StepRequest.Action standard) {
        this.standard = standard.label();
        this.action = this.standard;
    }

    /** What is done: what the step does by itself, or {@code plan}, {@code execute} or {@code withdraw}. */
    public String getAction() {
        return action;
    }

    @DataBoundSetter
    public void setAction(String action) {
        String given = trimmed(action).toLowerCase(Locale.ROOT);
        this.action = given.isEmpty() ? standard : given;
    }

    /** The run whose plan is executed or withdrawn. */
    public String getRun() {
        return run;
    }

    @DataBoundSetter
    public void setRun(String run) {
        this.run = trimmed(run);
    }

    /** The plan that is executed, by its digest or the beginning of it. */
    public String getDigest() {
        return digest;
    }

    @DataBoundSetter
    public void setDigest(String digest) {
        this.digest = trimmed(digest);
    }

    @Override
    void into(Map<String, String> request) {
        request.put(StepRequest.ACTION, action);
        request.put(StepRequest.RUN, run);
        request.put(StepRequest.DIGEST, digest);
    }
}
