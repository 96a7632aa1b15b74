package io.labelmint.dr.jenkins;

import java.util.Locale;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that does its work at once, or makes a plan that a person approves before it is executed. */
public abstract class PlannedStep extends DrStep {
    private String action = StepRequest.Action.RESTORE.label();
    private String run = "";
    private String digest = "";

    /** What is done: {@code restore}, {@code plan} or {@code execute}. */
    public String getAction() {
        return action;
    }

    @DataBoundSetter
    public void setAction(String action) {
        String given = trimmed(action).toLowerCase(Locale.ROOT);
        this.action = given.isEmpty() ? StepRequest.Action.RESTORE.label() : given;
    }

    /** The run whose plan is executed. */
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
