package io.labelmint.dr.jenkins;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that works on an estate: what all of them are asked. */
public abstract class DrStep extends Step {
    private String estate = "";
    private String estateYaml = "";
    private boolean rehearsal;
    private double pace;

    /** Name of an estate of the global configuration. */
    public String getEstate() {
        return estate;
    }

    @DataBoundSetter
    public void setEstate(String estate) {
        this.estate = trimmed(estate);
    }

    /** The declaration of an estate, in place of one of the global configuration. */
    public String getEstateYaml() {
        return estateYaml;
    }

    @DataBoundSetter
    public void setEstateYaml(String estateYaml) {
        this.estateYaml = estateYaml == null || estateYaml.isBlank() ? "" : estateYaml;
    }

    /** Whether the estate is simulated. */
    public boolean isRehearsal() {
        return rehearsal;
    }

    @DataBoundSetter
    public void setRehearsal(boolean rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Virtual seconds a rehearsal lets pass in a real one; 0 for as fast as possible. */
    public double getPace() {
        return pace;
    }

    @DataBoundSetter
    public void setPace(double pace) {
        this.pace = pace;
    }

    @Override
    public final StepExecution start(StepContext context) {
        TreeMap<String, String> request = new TreeMap<>();
        request.put(StepRequest.ESTATE, estate);
        request.put(StepRequest.ESTATE_YAML, estateYaml);
        request.put(StepRequest.REHEARSAL, Boolean.toString(rehearsal));
        request.put(StepRequest.PACE, Double.toString(pace));
        into(request);
        return execution(context, request);
    }

    /** What works on {@code request}: for all that have a run done, the same. */
    StepExecution execution(StepContext context, SortedMap<String, String> request) {
        return new DrExecution(context, request);
    }

    /** Puts what only this step is asked into {@code request}. */
    abstract void into(Map<String, String> request);

    static String trimmed(String text) {
        return text == null ? "" : text.strip();
    }

    /** The words of a list, however it was written: a list in a pipeline, words between commas in a form. */
    static List<String> words(List<String> written) {
        return written == null
                ? List.of()
                : written.stream()
                        .filter(Objects::nonNull)
                        .flatMap(element -> Arrays.stream(element.split(",", -1)))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    /** The lines of a list, however it was written: a list in a pipeline, lines in a form. */
    static List<String> lines(List<String> written) {
        return written == null
                ? List.of()
                : written.stream()
                        .filter(Objects::nonNull)
                        .flatMap(String::lines)
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    /** A list as Jenkins may keep it. */
    static List<String> kept(List<String> words) {
        return new ArrayList<>(words);
    }
}
