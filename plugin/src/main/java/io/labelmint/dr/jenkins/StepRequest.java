package io.labelmint.dr.jenkins;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.runtime.RunOrder;
import io.labelmint.dr.job.About;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.plan.OperationId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What a step was asked, read from the texts it keeps. Read only when it is worked on: what is wrong with it is told in
 * the build's log, and costs no time where a pipeline thinks.
 */
final class StepRequest {
    static final String JOB = "job";
    static final String ESTATE = "estate";
    static final String ESTATE_YAML = "estateYaml";
    static final String ONLY = "only";
    static final String REHEARSAL = "rehearsal";
    static final String PACE = "pace";
    static final String RUNS = "runs";
    static final String NAME = "name";
    static final String WHEN = "when";

    private static final double FASTEST = 1e9;

    private final SortedMap<String, String> texts;

    StepRequest(SortedMap<String, String> texts) {
        this.texts = texts;
    }

    /**
     * The estate: the one of this name as it is configured now, or the one that was brought along.
     *
     * @throws io.labelmint.dr.ProblemException if neither or both are given, or there is none of this name
     * @throws io.labelmint.dr.estate.yaml.MistakesException if its declaration is wrong
     */
    Estate estate() {
        String name = texts.get(ESTATE);
        String yaml = texts.get(ESTATE_YAML);
        if (name.isEmpty() == yaml.isEmpty()) {
            throw Problem.of(
                            "step.estate",
                            name.isEmpty()
                                    ? "The step was given no estate."
                                    : "The step was given two estates, estate and estateYaml.",
                            "Give either estate: 'NAME', as in the global configuration, or estateYaml:"
                                    + " readFile('estate.yaml').")
                    .asException();
        }
        return name.isEmpty()
                ? EstateLoader.parse(yaml, "estateYaml")
                : DisasterRecoveryConfiguration.get().estate(name);
    }

    /**
     * The job.
     *
     * @param token tells this request from others
     * @param called what the whole is called where the step was not told
     * @param begun the runs of the build, which a notice is about where the step was not told
     * @throws io.labelmint.dr.ProblemException if it is none
     */
    Job job(String token, String called, List<String> begun) {
        Job.Type type = Job.Type.valueOf(texts.get(JOB).toUpperCase(java.util.Locale.ROOT));
        Job job = type == Job.Type.TELL
                ? Job.telling(new About(runs(begun), texts.get(NAME).isEmpty() ? called : texts.get(NAME), when()))
                : new Job(type, new TreeSet<>(list(ONLY)));
        return job.requestedAs(token);
    }

    /** How simulated AWS is worked on; empty for real AWS. */
    Optional<RunOrder.Simulation> simulation() {
        double pace = Double.parseDouble(texts.get(PACE));
        if (!(pace >= 0 && pace <= FASTEST)) {
            throw Problem.of(
                            "step.pace",
                            "A pace of " + pace + " is none.",
                            "Give one from 0 (as fast as possible) to a thousand million virtual seconds a second.")
                    .asException();
        }
        return Boolean.parseBoolean(texts.get(REHEARSAL))
                ? Optional.of(new RunOrder.Simulation(pace))
                : Optional.empty();
    }

    /** Whether {@code texts} ask for a notice. */
    static boolean tells(SortedMap<String, String> texts) {
        return texts.get(JOB).equals(Job.Type.TELL.label());
    }

    private List<OperationId> runs(List<String> begun) {
        List<String> told = list(RUNS);
        List<String> runs = told.isEmpty() ? begun : told;
        if (runs.isEmpty()) {
            throw Problem.of(
                            "step.runs",
                            "The step was given no run, and this build has begun none.",
                            "Call drBackup or drVerifyReplication before it, or give runs: [answer.run].")
                    .asException();
        }
        if (!runs.stream().allMatch(OperationId::valid)) {
            throw Problem.of(
                            "step.runs",
                            "Not all of these are runs: " + String.join(", ", runs) + ".",
                            "Give runs: [answer.run], where answer is what drBackup or drVerifyReplication answered.")
                    .asException();
        }
        return runs.stream().map(OperationId::new).toList();
    }

    private About.When when() {
        String when = texts.get(WHEN);
        return Arrays.stream(About.When.values())
                .filter(known -> known.label().equals(when))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                "step.when",
                                "The step was told to tell when: '" + when + "', which is nothing it knows.",
                                "Give 'always', 'red' or 'news'.")
                        .asException());
    }

    private List<String> list(String key) {
        String text = texts.getOrDefault(key, "");
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
}
