package io.labelmint.dr.notice;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.util.List;

/**
 * What people are told about.
 *
 * @param run the run
 * @param kind rehearsal or real
 * @param job which job, for example {@code daily}
 * @param estate the estate's name
 * @param actor who or what began the run; not who works on it now, so that the text is the same whoever sends it
 * @param message what is said before what was found, in the words of whoever tells it; empty for none
 * @param findings everything it found, in the order of the report
 */
public record RunSummary(
        OperationId run,
        RunKind kind,
        String job,
        String estate,
        String actor,
        String message,
        List<Finding> findings) {

    public RunSummary {
        findings = List.copyOf(findings);
    }

    /** What was found, with nothing said before it. */
    public RunSummary(OperationId run, RunKind kind, String job, String estate, String actor, List<Finding> findings) {
        this(run, kind, job, estate, actor, "", findings);
    }

    List<Finding> red() {
        return findings.stream().filter(finding -> !finding.green()).toList();
    }
}
