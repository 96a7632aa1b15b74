package io.labelmint.dr.jenkins;

import io.labelmint.dr.Problem;
import io.labelmint.dr.job.CorrectiveAction;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.Practised;
import io.labelmint.dr.job.SignOffRequest;
import io.labelmint.dr.plan.OperationId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step was asked that has people sign.
 *
 * @param texts what the step keeps of it
 */
record SignOffTexts(StepTexts texts) {
    /**
     * What is signed: all the build has begun where the step was not told, but for what others have signed in it.
     *
     * @param asked what the build asked for so far
     * @throws io.labelmint.dr.ProblemException if that cannot be signed
     */
    SignOffRequest request(BegunRuns.Asked asked) {
        List<String> named = texts.list(StepRequest.RUNS);
        List<OperationId> runs = (named.isEmpty() ? asked.runs() : named)
                .stream().map(StepTexts::run).filter(run -> !Job.signsOff(run)).toList();
        SortedMap<String, String> done = new TreeMap<>();
        for (String each : texts.lines(StepRequest.DONE)) {
            int end = each.indexOf('=');
            if (end < 1 || end == each.length() - 1) {
                throw Problem.of(
                                "step.done",
                                "The step was given done: '" + each + "', which does not say how.",
                                "Give the name of an open corrective action and how it was done: 'ACTION=HOW'.")
                        .asException();
            }
            done.put(each.substring(0, end).strip(), each.substring(end + 1).strip());
        }
        return new SignOffRequest(
                runs,
                named.isEmpty() ? asked.failures() : List.of(),
                texts.text(StepRequest.WORDS),
                texts.lines(StepRequest.CORRECTIVE_ACTIONS).stream()
                        .map(CorrectiveAction::parse)
                        .toList(),
                done,
                Practised.named(texts.text(StepRequest.OF)));
    }
}
