package io.labelmint.dr.jenkins;

import io.labelmint.dr.Problem;
import io.labelmint.dr.job.About;
import io.labelmint.dr.plan.OperationId;
import java.util.Arrays;
import java.util.List;

/**
 * What a step was asked that tells people about runs.
 *
 * @param texts what the step keeps of it
 */
record NoticeTexts(StepTexts texts) {
    /**
     * What it is about.
     *
     * @param called what the whole is called where the step was not told
     * @param asked what the build asked for so far, which it is about where the step was not told
     * @throws io.labelmint.dr.ProblemException if it is about nothing
     */
    About about(String called, BegunRuns.Asked asked) {
        List<String> told = texts.list(StepRequest.RUNS);
        BegunRuns.Asked about = told.isEmpty() ? asked : new BegunRuns.Asked(told, List.of());
        String name = texts.text(StepRequest.NAME);
        String message = texts.text(StepRequest.MESSAGE);
        if (about.nothing() && message.isEmpty()) {
            throw Problem.of(
                            "step.runs",
                            "The step was given no run, and this build has begun none on the estate.",
                            "Call drBackup or drVerifyReplication before it, or give runs: [answer.run].")
                    .asException();
        }
        if (!about.runs().stream().allMatch(OperationId::valid)) {
            throw Problem.of(
                            "step.runs",
                            "Not all of these are runs: " + String.join(", ", about.runs()) + ".",
                            "Give runs: [answer.run], where answer is what drBackup or drVerifyReplication answered.")
                    .asException();
        }
        return new About(
                about.runs().stream().map(OperationId::new).toList(),
                about.failures(),
                name.isEmpty() ? called : name,
                when(),
                message);
    }

    private About.When when() {
        String when = texts.text(StepRequest.WHEN);
        return Arrays.stream(About.When.values())
                .filter(known -> known.label().equals(when))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                "step.when",
                                "The step was told to tell when: '" + when + "', which is nothing it knows.",
                                "Give 'always', 'red' or 'news'.")
                        .asException());
    }
}
