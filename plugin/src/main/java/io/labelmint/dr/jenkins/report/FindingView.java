package io.labelmint.dr.jenkins.report;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.report.Page;
import io.labelmint.dr.evidence.report.Sign;
import io.labelmint.dr.evidence.report.VisibleText;
import java.util.List;

/**
 * A finding as a page shows it.
 *
 * @param sign what was concluded
 * @param check by which check
 * @param subject about what
 * @param summary in one sentence
 * @param objective which objective it serves
 * @param controls of which controls it is evidence, in words
 * @param remedy what to do; empty if nothing
 * @param facts what it rests on
 */
public record FindingView(
        Sign sign,
        String check,
        String subject,
        String summary,
        String objective,
        String controls,
        String remedy,
        List<RunView.Fact> facts) {

    static FindingView of(Page.Numbered numbered) {
        Finding finding = numbered.finding();
        return new FindingView(
                numbered.sign(),
                VisibleText.of(finding.check()),
                VisibleText.of(finding.subject()),
                VisibleText.of(finding.summary()),
                VisibleText.of(finding.objective()),
                VisibleText.of(String.join(", ", finding.controls())),
                VisibleText.of(finding.remedy().orElse("")),
                finding.facts().entrySet().stream()
                        .map(fact -> new RunView.Fact(VisibleText.of(fact.getKey()), VisibleText.of(fact.getValue())))
                        .toList());
    }
}
