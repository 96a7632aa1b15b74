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
 * @param holder process, machine or build that worked on it, and has the report
 * @param findings everything it found, in the order of the report
 */
public record RunSummary(
        OperationId run, RunKind kind, String job, String estate, String holder, List<Finding> findings) {

    public RunSummary {
        findings = List.copyOf(findings);
    }

    List<Finding> red() {
        return findings.stream().filter(finding -> !finding.green()).toList();
    }
}
