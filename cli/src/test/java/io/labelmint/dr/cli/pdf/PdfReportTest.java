package io.labelmint.dr.cli.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.SampleRun;
import io.labelmint.dr.evidence.StoredReport;
import io.labelmint.dr.ledger.RunKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report on paper holds what the page holds, to be read by people, screen readers and in seven years. */
final class PdfReportTest {
    private static final String HOSTILE = "<script>alert(1)</script> \" ]]> & \u0000 \u001b[31m \u202Egnp.exe ${7*7}"
            + " \u05E9\u05DC\u05D5\u05DD \u4E2D\u6587 </style> \"; } url(file:///etc/passwd)";

    /** Where the margins of the style sheet begin, in points, less what is rounded. */
    private static final float MARGIN = 45;

    @TempDir
    private Path folder;

    @Test
    void bookmarksAreTheSectionsOfTheReport() throws IOException {
        try (PDDocument pdf = pdf(red())) {
            PDOutlineNode outline = pdf.getDocumentCatalog().getDocumentOutline();
            assertThat(titles(outline))
                    .containsExactly(
                            "Daily backup and verification, 2026-11-22",
                            "What is red, and what to do",
                            "Objectives against what was measured",
                            "Coverage",
                            "Findings",
                            "What was done",
                            "Scope, and what was not tested",
                            "How to verify this pack");
            for (PDOutlineItem item : outline.children()) {
                assertThat(item.findDestinationPage(pdf)).as(item.getTitle()).isNotNull();
                if (item.getTitle().equals("Findings")) {
                    assertThat(titles(item)).anyMatch(title -> title.startsWith("sessions"));
                }
            }
        }
    }

    @Test
    void everyFindingIsInTheText() throws IOException {
        SampleRun run = red();
        try (PDDocument pdf = pdf(run)) {
            String text = dense(text(pdf));
            for (Finding finding : run.evidence().findings()) {
                assertThat(text).contains(dense(finding.summary()));
                finding.remedy().ifPresent(remedy -> assertThat(text).contains(dense(remedy)));
                finding.facts().values().forEach(fact -> assertThat(text).contains(dense(fact)));
            }
        }
    }

    @Test
    void itIsTaggedAndSaysItsTitleAndLanguage() throws IOException {
        try (PDDocument pdf = pdf(red())) {
            PDDocumentCatalog catalog = pdf.getDocumentCatalog();
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getLanguage()).isEqualTo("en");
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(pdf.getDocumentInformation().getTitle())
                    .isEqualTo("Daily backup and verification, 2026-11-22 (labelmint-production)");
            Map<String, Integer> tags = new TreeMap<>();
            count(catalog.getStructureTreeRoot(), tags);
            assertThat(tags).containsKeys("H1", "H2", "H3", "P", "Table", "TR", "TH", "TD", "L", "LI");
            assertThat(tags.get("H2")).isEqualTo(7);
        }
    }

    @Test
    void aLinkSaysWhereItLeadsAndWhatPaperCannotFollowIsText() throws IOException {
        try (PDDocument pdf = pdf(red())) {
            List<String> links = new ArrayList<>();
            for (PDPage page : pdf.getPages()) {
                page.getAnnotations().forEach(link -> links.add(link.getContents()));
            }
            assertThat(links)
                    .contains("redis.copy, to finding 3", "\u2713 passed, to finding 1", "to finding 1")
                    .contains("operation backup-sessions-20261122, to \u2717 failed Back up sessions");
            List<PDStructureElement> tagged = new ArrayList<>();
            all(pdf.getDocumentCatalog().getStructureTreeRoot(), "Link", tagged);
            assertThat(tagged).hasSameSizeAs(links);
            assertThat(tagged).allSatisfy(link -> assertThat(links).contains(link.getAlternateDescription()));
        }
    }

    @Test
    void nothingRunsOverTheMarginsAndHeadingsOfTablesAreRepeated() throws IOException {
        SampleRun run = red();
        for (int i = 0; i < 40; i++) {
            run.finding(SampleRun.failed(
                    "postgres.copy-landed-in-the-other-region-and-is-whole",
                    "orders-db",
                    "x".repeat(i * 20) + " " + "Finding " + i + " with words.",
                    "arn:aws:rds:us-east-1:123456789012:snapshot:" + "y".repeat(300)));
        }
        for (int i = 0; i < 15; i++) {
            run.finding(
                    SampleRun.passed("topics.exist", "arn:aws:sns:us-west-2:123456789012:alerts-" + i, "It is there."));
        }
        try (PDDocument pdf = pdf(run)) {
            List<String> outside = new ArrayList<>();
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    float right = getCurrentPage().getMediaBox().getWidth() - MARGIN;
                    if (text.getXDirAdj() < MARGIN || text.getXDirAdj() + text.getWidthDirAdj() > right + 1) {
                        outside.add("page " + getCurrentPageNo() + ": " + text.getUnicode());
                    }
                }
            }.getText(pdf);
            assertThat(outside).isEmpty();
            int heads = 0;
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                heads += dense(text(pdf, page)).contains("Findingandthefactsitrestson") ? 1 : 0;
            }
            assertThat(heads).isGreaterThan(5);
            assertThat(dense(text(pdf)))
                    .containsPattern("arn:aws:sns:us-west-2:123456789012:alerts-7(\u2713passed|passed\u2713)");
        }
    }

    @Test
    void hostileTextIsText() throws IOException {
        SampleRun run = SampleRun.empty(folder.resolve("ledgers"), RunKind.REHEARSAL)
                .title(HOSTILE)
                .store(HOSTILE, HOSTILE, 3600, 14_400)
                .finding(SampleRun.failed("postgres.backup-age", HOSTILE, HOSTILE, HOSTILE));
        try (PDDocument pdf = pdf(run)) {
            String text = dense(text(pdf));
            assertThat(text)
                    .contains("<script>alert(1)</script>", "[U+0000][U+001B][31m[U+202E]gnp.exe${7*7}")
                    .contains("[U+4E2D][U+6587]")
                    .contains("REHEARSAL");
            PDDocumentCatalog catalog = pdf.getDocumentCatalog();
            assertThat(catalog.getOpenAction()).isNull();
            assertThat(catalog.getNames() == null || catalog.getNames().getJavaScript() == null)
                    .isTrue();
            assertThat(catalog.getNames() == null || catalog.getNames().getEmbeddedFiles() == null)
                    .isTrue();
            assertThat(catalog.getAcroForm()).isNull();
            for (PDPage page : pdf.getPages()) {
                for (PDAnnotation annotation : page.getAnnotations()) {
                    assertThat(annotation).isInstanceOf(PDAnnotationLink.class);
                    assertThat(((PDAnnotationLink) annotation).getAction()).isNotInstanceOf(PDActionURI.class);
                }
                assertThat(page.getResources().getCOSObject().getDictionaryObject(COSName.XOBJECT))
                        .isNull();
            }
        }
    }

    @Test
    void theSamePackGivesTheSameBytes() throws IOException {
        Path pack = red().pack().writeTo(folder.resolve("packs"));
        assertThat(PdfReport.of(report(pack))).isEqualTo(PdfReport.of(report(pack)));
    }

    @Test
    void nothingIsMadeOfADamagedPack() throws IOException {
        Path pack = red().pack().writeTo(folder.resolve("packs"));
        Files.writeString(pack.resolve("report.html"), "<p>All is well.</p>");
        assertThatThrownBy(() -> report(pack))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("evidence.damaged"));
    }

    private SampleRun red() {
        return SampleRun.empty(folder.resolve("ledgers"), RunKind.REAL)
                .store("orders-db", "PostgreSQL", 3600, 14_400)
                .store("sessions", "Redis", 7200, 7200)
                .store("exports", "S3", 7200, 7200)
                .backup("orders-db")
                .failedBackup("sessions")
                .finding(SampleRun.age("postgres.backup-age", "orders-db", 2760, 3600))
                .finding(SampleRun.age("redis.backup-age", "sessions", 93_600, 7200))
                .finding(SampleRun.notTested(
                        "redis.copy", "sessions", "ElastiCache did not answer.", "Look again in a minute."));
    }

    private PDDocument pdf(SampleRun run) throws IOException {
        return Loader.loadPDF(PdfReport.of(report(run.pack().writeTo(folder.resolve("packs")))));
    }

    private static StoredReport report(Path pack) {
        return StoredReport.of(pack, SampleRun.JSON, SampleRun.VERSION);
    }

    private static List<String> titles(PDOutlineNode outline) {
        List<String> titles = new ArrayList<>();
        outline.children().forEach(item -> titles.add(item.getTitle()));
        return titles;
    }

    private static void count(PDStructureNode node, Map<String, Integer> tags) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                tags.merge(element.getStructureType(), 1, Integer::sum);
                count(element, tags);
            }
        }
    }

    private static void all(PDStructureNode node, String tag, List<PDStructureElement> found) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                if (element.getStructureType().equals(tag)) {
                    found.add(element);
                }
                all(element, tag, found);
            }
        }
    }

    private static String text(PDDocument pdf) throws IOException {
        return new PDFTextStripper().getText(pdf);
    }

    private static String text(PDDocument pdf, int page) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        return stripper.getText(pdf);
    }

    /** Without white space: where lines break is no matter. */
    private static String dense(String text) {
        return text.replaceAll("\\s+", "");
    }
}
