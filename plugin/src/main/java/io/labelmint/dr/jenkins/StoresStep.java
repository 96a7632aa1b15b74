package io.labelmint.dr.jenkins;

import io.labelmint.dr.job.Job;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that works on the stores of an estate, all of them or some. */
public abstract class StoresStep extends DrStep {
    private final Job.Type job;
    private List<String> only = kept(List.of());

    StoresStep(Job.Type job) {
        this.job = job;
    }

    /** Ids of the stores it is narrowed to; empty for all. */
    public List<String> getOnly() {
        return only;
    }

    /** The same as one text, as the form shows it. */
    public String getOnlyText() {
        return String.join(", ", only);
    }

    @DataBoundSetter
    public void setOnly(List<String> only) {
        this.only = kept(words(only));
    }

    @Override
    void into(Map<String, String> request) {
        request.put(StepRequest.JOB, job.label());
        request.put(StepRequest.ONLY, String.join(",", only));
    }
}
