package io.labelmint.dr.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.Evidence.OperationRecord;
import io.labelmint.dr.evidence.Evidence.Result;
import io.labelmint.dr.evidence.SampleRun;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;

class ReportTest {
    private static final String HOSTILE =
            "<script>alert(1)</script> \" onload=\"x ' style='y' ]]> & \u0000 \u001b[31m \u202Egnp.exe \uD800 ${7*7}";

    @TempDir
    private Path folder;

    @Test
    void everythingRedIsInTheReportWithWhatToDo() throws Exception {
        Evidence evidence = redRun().evidence();
        String red = text(element(page(evidence), "section", 0));

        for (Finding finding : evidence.findings()) {
            assertThat(red.contains(finding.summary())).isEqualTo(!finding.green());
            finding.remedy().ifPresent(remedy -> assertThat(red).contains("What to do: " + remedy));
        }
        evidence.operations()
                .forEach(operation ->
                        operation.problems().forEach(problem -> assertThat(red).contains(problem)));
        assertThat(red).contains("exports").contains("no check looked at it");
        assertThat(evidence.operations()).extracting(OperationRecord::result).contains(Result.OPEN);
        assertThat(red)
                .as("a run is gone on with, not an operation of it")
                .contains("finish it: dr resume " + evidence.run());
    }

    @Test
    void whatWasFoundComesBeforeWhatNobodyLookedAt() throws Exception {
        Evidence evidence = redRun().evidence();
        String red = text(element(page(evidence), "section", 0));
        String junit = utf8(files(evidence).get("junit.xml"));

        assertThat(red)
                .containsSubsequence(
                        "operation backup-users-db",
                        "No copy is in us-west-2.",
                        "us-east-1 does not answer.",
                        "exports");
        assertThat(junit)
                .containsSubsequence("No copy is in us-west-2.", "us-east-1 does not answer.", "name=\"exports\"");
    }

    @Test
    void theVerdictSaysWhatIsRed() throws Exception {
        String verdict = text(element(page(redRun().evidence()), "header", 0));

        assertThat(verdict)
                .contains("Red: 2 of 3 operations did not succeed; 1 of 3 findings failed; 1 of 3 checks could not"
                        + " look; no check looked at exports.");
    }

    @Test
    void greenIsSaidOnlyWhenEverythingIs() throws Exception {
        SampleRun green = SampleRun.empty(folder, RunKind.REAL)
                .store("orders-db", "PostgreSQL", 3600, 14_400)
                .backup("orders-db")
                .finding(SampleRun.age("postgres.backup-age", "orders-db", 60, 3600));

        assertThat(text(element(page(green.evidence()), "header", 0)))
                .contains("Green: the one finding passed and the one operation succeeded.");
        assertThat(text(element(
                        page(SampleRun.empty(folder.resolve("other"), RunKind.REAL)
                                .evidence()),
                        "header",
                        0)))
                .contains("Red: nothing was done and nothing was tested.");
    }

    @Test
    void aRehearsalSaysSoEverywhere() throws Exception {
        SampleRun run = SampleRun.empty(folder, RunKind.REHEARSAL).backup("orders-db");
        SortedMap<String, byte[]> files = files(run.evidence());
        Document page = parse(html(files));

        assertThat(text(element(page, "title", 0))).startsWith("REHEARSAL");
        assertThat(text(element(page, "body", 0)).strip()).startsWith("REHEARSAL on simulated AWS.");
        assertThat(utf8(files.get("junit.xml"))).contains("<testsuite name=\"REHEARSAL: ");
        files.forEach((name, content) -> {
            if (name.endsWith(".svg")) {
                assertThat(utf8(content)).as(name).contains("REHEARSAL");
            }
        });
        assertThat(html(files(SampleRun.empty(folder.resolve("real"), RunKind.REAL)
                        .backup("orders-db")
                        .evidence())))
                .doesNotContainIgnoringCase("rehearsal");
    }

    @Test
    void nothingIsInlineAndNothingComesFromElsewhere() throws Exception {
        SortedMap<String, byte[]> files = files(hostileRun().evidence());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().endsWith(".css")) {
                assertThat(utf8(file.getValue())).doesNotContain("url(").doesNotContain("@import");
                continue;
            }
            for (Element element : elements(parse(utf8(file.getValue())))) {
                assertThat(element.getTagName()).isNotIn("script", "style", "iframe", "object", "base", "form");
                NamedNodeMap attributes = element.getAttributes();
                for (int i = 0; i < attributes.getLength(); i++) {
                    assertThat(attributes.item(i).getNodeName())
                            .isNotEqualTo("style")
                            .doesNotStartWith("on");
                }
            }
        }
        for (Element element : elements(parse(html(files)))) {
            for (String attribute : List.of("src", "href")) {
                String to = element.getAttribute(attribute);
                if (!to.isEmpty() && !to.startsWith("#")) {
                    assertThat(to).matches("[a-z-]+\\.(svg|css|json|yaml)|ledgers/[a-z0-9-]+\\.jsonl");
                }
            }
        }
    }

    @Test
    void hostileTextIsShownAsText() throws Exception {
        SortedMap<String, byte[]> files = files(hostileRun().evidence());

        String shown = text(parse(html(files)).getDocumentElement());
        assertThat(shown)
                .contains("<script>alert(1)</script>")
                .contains("[U+0000] [U+001B][31m [U+202E]gnp.exe [U+D800] ${7*7}");
        files.values().forEach(content -> assertThat(utf8(content)).doesNotContain("<script", "\u202E", "\u0000"));
    }

    @Test
    void itIsAccessible() throws Exception {
        Document page = parse(html(files(redRun().evidence())));
        Set<String> ids = new HashSet<>();
        List<String> targets = new ArrayList<>();
        for (Element element : elements(page)) {
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id")))
                        .as("%s is unique", element.getAttribute("id"))
                        .isTrue();
            }
            if (element.getAttribute("href").startsWith("#")) {
                targets.add(element.getAttribute("href").substring(1));
            }
            if (element.hasAttribute("aria-labelledby")) {
                targets.add(element.getAttribute("aria-labelledby"));
            }
            switch (element.getTagName()) {
                case "img" -> assertThat(element.getAttribute("alt")).isNotBlank();
                case "th" -> assertThat(element.getAttribute("scope")).isIn("row", "col");
                case "table" ->
                    assertThat(element.getElementsByTagName("th").getLength()).isPositive();
                default -> {
                    // nothing is asked of others
                }
            }
        }
        assertThat(ids).containsAll(targets);
        assertThat(element(page, "html", 0).getAttribute("lang")).isEqualTo("en");
    }

    @Test
    void whatWasNotMeasuredIsSaidToBeLeftOut() throws Exception {
        String objectives = text(element(page(redRun().evidence()), "section", 1));

        assertThat(objectives).contains("because no check measured an age: users-db, audit-db, exports.");
    }

    @Test
    void theSameEvidenceGivesTheSameBytes() {
        Evidence evidence = hostileRun().evidence();

        SortedMap<String, byte[]> one = files(evidence);
        SortedMap<String, byte[]> other = files(evidence);

        assertThat(other.keySet()).isEqualTo(one.keySet());
        one.forEach((name, content) -> assertThat(other.get(name)).as(name).isEqualTo(content));
    }

    @Test
    void jUnitCountsWhatIsRed() throws Exception {
        Element suite = parse(utf8(files(redRun().evidence()).get("junit.xml"))).getDocumentElement();

        // Three findings, the store nobody looked at, three operations.
        assertThat(suite.getAttribute("tests")).isEqualTo("7");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(7);
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(2);
        assertThat(suite.getAttribute("errors")).isEqualTo("3");
        assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(3);
        Element failed = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failed.getAttribute("message")).isEqualTo("No copy is in us-west-2.");
        Element testCase = (Element) failed.getParentNode();
        assertThat(testCase.getAttribute("classname")).isEqualTo("postgres.copy-landed");
        assertThat(testCase.getAttribute("name")).isEqualTo("users-db");
    }

    private SampleRun redRun() {
        return SampleRun.empty(folder, RunKind.REAL)
                .store("orders-db", "PostgreSQL", 3600, 14_400)
                .store("users-db", "PostgreSQL", 3600, 14_400)
                .store("audit-db", "PostgreSQL", 3600, 14_400)
                .store("exports", "S3", 900, 14_400)
                .backup("orders-db")
                .failedBackup("users-db")
                .openBackup("audit-db")
                .finding(SampleRun.age("postgres.backup-age", "orders-db", 2760, 3600))
                .finding(SampleRun.failed(
                        "postgres.copy-landed", "users-db", "No copy is in us-west-2.", "Run the backup again."))
                .finding(SampleRun.notTested(
                        "postgres.backup-age", "audit-db", "us-east-1 does not answer.", "Run the checks again."));
    }

    private SampleRun hostileRun() {
        return SampleRun.empty(folder, RunKind.REAL)
                .title(HOSTILE)
                .store(HOSTILE, HOSTILE, 3600, 14_400)
                .store("javascript:alert(1)", "x", Long.MAX_VALUE, -1)
                .backup("orders-db")
                .finding(SampleRun.age(HOSTILE, HOSTILE, 999_999_999, 0))
                .finding(SampleRun.age("negative", "javascript:alert(1)", -5, 3600))
                .finding(SampleRun.failed(HOSTILE, HOSTILE, HOSTILE, HOSTILE))
                .finding(SampleRun.notTested(HOSTILE, "elsewhere " + HOSTILE, HOSTILE, HOSTILE));
    }

    private static SortedMap<String, byte[]> files(Evidence evidence) {
        SortedMap<OperationId, String> heads = new TreeMap<>();
        evidence.operations().forEach(operation -> heads.put(operation.id(), operation.ledgerHead()));
        return Report.files(evidence, heads);
    }

    private static String html(SortedMap<String, byte[]> files) {
        return utf8(files.get("report.html"));
    }

    private static Document page(Evidence evidence) throws Exception {
        return parse(html(files(evidence)));
    }

    /** The page is written so that it is well-formed XML, too. */
    private static Document parse(String text) throws Exception {
        String xml = text.replaceFirst("(?i)<!doctype html>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document document) {
        List<Element> elements = new ArrayList<>();
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    private static Element element(Document document, String name, int index) {
        return (Element) document.getElementsByTagName(name).item(index);
    }

    private static String text(Element element) {
        return element.getTextContent().replaceAll("\\s+", " ");
    }

    private static String utf8(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
