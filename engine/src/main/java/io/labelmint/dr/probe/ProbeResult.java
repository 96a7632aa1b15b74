package io.labelmint.dr.probe;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.validation.DatabaseValidation;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * What a task found in a copy.
 *
 * @param request SHA-256 of the request it answers
 * @param at when it was written, by the clock of the task
 * @param findings a finding of every level
 */
public record ProbeResult(String request, Instant at, List<Finding> findings) {
    public ProbeResult {
        findings = List.copyOf(findings);
    }

    /**
     * Reads {@code text} as the answer to {@code request} about {@code store}.
     *
     * @param request SHA-256 of the request
     * @throws ProblemException if it is the answer to something else, or no whole answer
     */
    public static ProbeResult read(String text, String request, String store, Json json) {
        ProbeResult result;
        try {
            result = json.read(text, ProbeResult.class);
        } catch (UncheckedIOException | IllegalArgumentException | NullPointerException e) {
            throw unusable("cannot be read", e);
        }
        if (!request.equals(result.request)) {
            throw Problem.of(
                            "probe.result-foreign",
                            "The result that lies where the task was to put it answers another request.",
                            "Find out in the state bucket's access log who wrote it, remove it, and test again.")
                    .with("wanted", request)
                    .with("found", result.request)
                    .asException();
        }
        List<String> found = result.findings.stream().map(Finding::check).toList();
        boolean whole = found.equals(DatabaseValidation.checks())
                && result.findings.stream()
                        .allMatch(finding -> finding.subject().equals(store));
        if (!whole) {
            throw unusable("has not one finding of every level of " + store, null);
        }
        return result;
    }

    private static ProblemException unusable(String why, Throwable cause) {
        return Problem.of(
                        "probe.result-unusable",
                        "What the task wrote as its result " + why + ".",
                        "Give the task an image with the same version of dr as this one, and test again.")
                .asException(cause);
    }
}
