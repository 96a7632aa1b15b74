package io.labelmint.dr.jenkins;

import io.labelmint.dr.Problem;
import io.labelmint.dr.plan.OperationId;
import java.util.List;
import java.util.SortedMap;

/**
 * The texts a step keeps of what it was asked.
 *
 * @param texts by the keys of {@link StepRequest}
 */
record StepTexts(SortedMap<String, String> texts) {
    /** That of {@code key}; empty where it was not given. */
    String text(String key) {
        return texts.getOrDefault(key, "");
    }

    /** Whether {@code key} is {@code true}. */
    boolean flag(String key) {
        return Boolean.parseBoolean(texts.get(key));
    }

    /**
     * That of {@code key}, which has to be given.
     *
     * @param argument what the step calls it
     * @throws io.labelmint.dr.ProblemException if it was not
     */
    String given(String key, String argument) {
        String value = texts.get(key);
        if (value.isEmpty()) {
            throw Problem.of(
                            "step." + argument,
                            "The step was given no " + argument + ".",
                            "Give " + argument + ", as the help of the step says.")
                    .asException();
        }
        return value;
    }

    /** Those of {@code key}, a comma between them. */
    List<String> list(String key) {
        return list(key, ",");
    }

    /** Those of {@code key}, a line each. */
    List<String> lines(String key) {
        return list(key, "\n");
    }

    private List<String> list(String key, String separator) {
        String text = text(key);
        return text.isEmpty() ? List.of() : List.of(text.split(separator, -1));
    }

    /**
     * The run called {@code run}.
     *
     * @throws io.labelmint.dr.ProblemException if no run can be called so
     */
    static OperationId run(String run) {
        if (!OperationId.valid(run)) {
            throw Problem.of(
                            "step.run",
                            "The step was given run: '" + run + "', which is no run.",
                            "Give run: plan.run, where plan is what action: 'plan' answered.")
                    .asException();
        }
        return new OperationId(run);
    }
}
