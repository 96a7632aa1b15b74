package io.labelmint.dr.evidence.report;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.Evidence.OperationRecord;
import io.labelmint.dr.evidence.Evidence.Result;
import io.labelmint.dr.evidence.Evidence.Step;
import io.labelmint.dr.evidence.Evidence.Subject;
import io.labelmint.dr.evidence.OperationRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The evidence as a JUnit file, which Jenkins draws trends from. A finding is a test case; what failed is a failure;
 * what could not be tested, or is not finished, is an error, and as red.
 */
final class JUnitXml {
    static final String FILE = "junit.xml";

    private final StringBuilder cases = new StringBuilder();
    private int tests;
    private int failures;
    private int errors;
    private int skipped;

    private JUnitXml() {}

    static byte[] of(Evidence evidence) {
        JUnitXml xml = new JUnitXml();
        evidence.findings().forEach(xml::finding);
        evidence.uncovered().forEach(xml::uncovered);
        List<OperationRecord> undone = evidence.undone();
        evidence.operations().forEach(operation -> xml.operation(operation, undone.contains(operation)));
        if (xml.tests == 0) {
            xml.red("run", evidence.run().value(), "0", true, "Nothing was done and nothing was tested.", "");
        }
        return xml.document(evidence).getBytes(StandardCharsets.UTF_8);
    }

    private void finding(Finding finding) {
        String facts = String.join(
                "\n",
                finding.facts().entrySet().stream()
                        .map(fact -> fact.getKey() + ": " + fact.getValue())
                        .toList());
        if (finding.verdict() == Verdict.PASSED) {
            green(finding.check(), finding.subject(), "0");
        } else {
            red(
                    finding.check(),
                    finding.subject(),
                    "0",
                    finding.verdict() == Verdict.NOT_TESTED,
                    finding.summary(),
                    finding.remedy().orElse("") + "\n" + facts);
        }
    }

    private void uncovered(Subject store) {
        red("coverage", store.id(), "0", true, Page.uncovered(store), Page.UNCOVERED_REMEDY);
    }

    private void operation(OperationRecord operation, boolean undone) {
        String time = String.valueOf(
                Duration.between(operation.began(), operation.ended()).toSeconds());
        String name = operation.title() + " (" + operation.id() + ")";
        if (operation.result() == Result.SUCCEEDED) {
            green("operation", name, time);
        } else if (!undone) {
            skipped("operation", name, time, "It did not succeed, and a later one did what it was to do.");
        } else {
            String message = "The operation is "
                    + Sign.of(operation.result()).word() + ": "
                    + operation.problems().stream().findFirst().orElse("its ledger does not say why.");
            red(
                    "operation",
                    name,
                    time,
                    operation.result() != Result.FAILED,
                    message,
                    String.join("\n", operation.problems()));
        }
        operation.steps().stream()
                .filter(step -> step.result() == Result.SKIPPED)
                .forEach(step -> skipped(operation, step));
    }

    private void skipped(OperationRecord operation, Step step) {
        skipped(
                "step",
                step.action() + " (" + operation.id() + ")",
                "0",
                "Left out by " + step.facts().values().get(OperationRecords.SKIPPED_BY) + ": "
                        + step.facts().values().get(OperationRecords.REASON));
    }

    private void skipped(String group, String name, String time, String why) {
        open(group, name, time);
        cases.append(">\n    <skipped message=\"").append(XmlText.of(why)).append("\"/>\n  </testcase>\n");
        skipped++;
    }

    private void green(String group, String name, String time) {
        open(group, name, time);
        cases.append("/>\n");
    }

    private void red(String group, String name, String time, boolean error, String message, String text) {
        open(group, name, time);
        String element = error ? "error" : "failure";
        cases.append(">\n    <").append(element).append(" message=\"").append(XmlText.of(message));
        cases.append("\">")
                .append(XmlText.of(text))
                .append("</")
                .append(element)
                .append(">\n  </testcase>\n");
        if (error) {
            errors++;
        } else {
            failures++;
        }
    }

    private void open(String group, String name, String time) {
        tests++;
        cases.append("  <testcase classname=\"").append(XmlText.of(group));
        cases.append("\" name=\"").append(XmlText.of(name));
        cases.append("\" time=\"").append(time).append('"');
    }

    private String document(Evidence evidence) {
        String name = evidence.kind().prefix().toUpperCase(Locale.ROOT) + evidence.title();
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"" + XmlText.of(name) + "\" tests=\""
                + tests + "\" failures=\"" + failures + "\" errors=\"" + errors
                + "\" skipped=\"" + skipped + "\" timestamp=\"" + evidence.started() + "\">\n  <properties>\n"
                + property("run", evidence.run().value())
                + property("kind", evidence.kind().name())
                + property("estate", evidence.estate())
                + property("version", evidence.version()) + "  </properties>\n" + cases + "</testsuite>\n";
    }

    private static String property(String name, String value) {
        return "    <property name=\"" + name + "\" value=\"" + XmlText.of(value) + "\"/>\n";
    }
}
