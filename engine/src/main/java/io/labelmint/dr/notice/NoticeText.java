package io.labelmint.dr.notice;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.ledger.RunKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a person reads who is woken at three: the verdict, what whoever tells it says first, what to do first, what is red,
 * and where to go on reading, in this order, because a phone shows the first lines only. What has one cause is told once,
 * however many checks it keeps from being made. A rehearsal says so first.
 */
final class NoticeText {
    /** Longer sentences are somebody else's stack traces. */
    private static final int LONGEST_SENTENCE = 600;

    /** Longer messages would leave no room for what was found. */
    private static final int LONGEST_MESSAGE = 1_500;

    /** Of what shares a cause, as many are named as fit a screen. */
    private static final int MOST_NAMED = 6;

    private final RunSummary summary;
    private final List<Finding> red;

    NoticeText(RunSummary summary) {
        this.summary = summary;
        // What failed is known; what was not tested may be fine.
        this.red = summary.red().stream()
                .sorted(Comparator.comparing(finding -> finding.verdict() != Verdict.FAILED))
                .toList();
    }

    /** One line: the verdict first, since the end may be cut off. */
    String headline() {
        String kind = summary.kind().prefix().toUpperCase(Locale.ROOT).replace(":", "");
        return kind + "DR" + verdict() + ": " + summary.estate() + " " + summary.job();
    }

    private String verdict() {
        int all = summary.findings().size();
        if (all == 0 && !summary.message().isEmpty()) {
            return ""; // nothing was looked at, so there is nothing to be green
        }
        return red.isEmpty() ? " GREEN " + Words.all(all, "check") : " RED " + red.size() + " of " + all + " checks";
    }

    /** The message, of at most {@code limit} characters; what does not fit is counted. */
    String body(int limit) {
        StringBuilder text = new StringBuilder();
        text.append(headline()).append("\n");
        if (summary.kind() == RunKind.REHEARSAL) {
            text.append("This is a rehearsal on simulated AWS. Nothing real is affected and nobody has to act.\n");
        }
        if (summary.kind() == RunKind.DRILL) {
            text.append("This is a drill on isolated copies, which are destroyed. Nothing that is used is touched.\n");
        }
        if (!summary.message().isEmpty()) {
            text.append("\n").append(cut(summary.message(), LONGEST_MESSAGE)).append("\n");
        }
        if (!red.isEmpty()) {
            Finding first = red.get(0);
            text.append("\nDO FIRST (")
                    .append(first.subject())
                    .append(")\n")
                    .append(remedy(first))
                    .append("\n");
        }
        String end = end();
        List<String> paragraphs = paragraphs();
        for (int i = 0; i < paragraphs.size(); i++) {
            String more = "\nand " + (paragraphs.size() - i) + " more, see the report\n";
            if (text.length() + paragraphs.get(i).length() + more.length() + end.length() > limit) {
                text.append(more);
                break;
            }
            text.append(paragraphs.get(i));
        }
        return text.append(end).toString();
    }

    private String end() {
        return "\nReport: report.html in the evidence of the run\nRun: " + summary.run() + "\nBegun by: "
                + cut(summary.actor()) + "\n";
    }

    private List<String> paragraphs() {
        Map<List<String>, List<Finding>> causes = new LinkedHashMap<>();
        for (Finding finding : red) {
            causes.computeIfAbsent(
                            List.of(finding.verdict().name(), finding.summary(), remedy(finding)),
                            cause -> new ArrayList<>())
                    .add(finding);
        }
        List<String> paragraphs = new ArrayList<>();
        causes.values().forEach(findings -> paragraphs.add(paragraph(findings)));
        return paragraphs;
    }

    private static String paragraph(List<Finding> findings) {
        Finding one = findings.get(0);
        String named = findings.stream()
                .limit(MOST_NAMED)
                .map(finding -> finding.subject() + " " + finding.check())
                .collect(Collectors.joining(", "));
        String others = findings.size() > MOST_NAMED ? " and " + (findings.size() - MOST_NAMED) + " more" : "";
        String verdict = one.verdict() == Verdict.FAILED ? "FAILED" : "NOT TESTED";
        return "\n" + verdict + " " + named + others + "\n" + cut(one.summary()) + "\nDo: " + remedy(one) + "\n";
    }

    private static String remedy(Finding finding) {
        return cut(finding.remedy().orElse("See the report."));
    }

    private static String cut(String sentence) {
        return cut(sentence, LONGEST_SENTENCE);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
