package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.cli.pdf.PdfReport;
import io.labelmint.dr.evidence.SampleRun;
import io.labelmint.dr.evidence.StoredReport;
import io.labelmint.dr.ledger.RunKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who cannot see a report on paper reads it all the same: PDF/UA-1, by somebody else's judgement. */
final class PdfUaTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @ParameterizedTest
    @CsvSource({"daily, minimal", "restore-test, minimal", "review, minimal", "failover, labelmint-production"})
    void theReportOfARunBreaksNoRule(String job, String estate) throws Exception {
        Path declared = Path.of(System.getProperty("dr.root"), "examples", estate + ".yaml");
        dr("rehearse", job, "--estate", declared.toString(), "--folder", folder.toString());
        Path file = folder.resolve("report.pdf");
        try (Stream<Path> packs =
                Files.walk(folder).filter(path -> path.getParent().endsWith("runs"))) {
            Path pack = packs.findFirst().orElseThrow(() -> new AssertionError(said.toString()));
            assertThat(dr("evidence", "pdf", pack.toString(), "--out", file.toString()))
                    .as(said.toString())
                    .isEqualTo(ExitCode.GREEN);
        }
        assertThat(PdfUa.broken(Files.readAllBytes(file))).isEmpty();
    }

    @Test
    void norDoesOneThatIsRedAndQuotesWhatOthersWrote() throws Exception {
        assertThat(PdfUa.broken(red())).isEmpty();
    }

    @Test
    void whatIsBrokenIsNamed() throws Exception {
        ByteArrayOutputStream broken = new ByteArrayOutputStream();
        try (PDDocument pdf = Loader.loadPDF(red())) {
            pdf.getDocumentCatalog().getViewerPreferences().setDisplayDocTitle(false);
            pdf.getPage(0).getAnnotations().forEach(link -> link.setContents(null));
            pdf.save(broken);
        }
        assertThat(PdfUa.broken(broken.toByteArray()))
                .satisfiesExactly(
                        rule -> assertThat(rule).contains("7.1-", "DisplayDocTitle", ", 1 times"),
                        rule -> assertThat(rule).contains("7.18.5-2: Links", "Contents", "pages[0]"));
    }

    private byte[] red() throws Exception {
        SampleRun run = SampleRun.empty(folder.resolve("ledgers"), RunKind.REHEARSAL)
                .title("Daily \u05E9\u05DC\u05D5\u05DD \u4E2D\u6587 \u0000 <b>")
                .store("orders-db", "PostgreSQL", 3600, 14_400)
                .store("sessions", "Redis", 7200, 7200)
                .backup("orders-db")
                .failedBackup("sessions")
                .finding(SampleRun.failed("postgres.copy", "\u202Eorders-db", "It is\u0007 not there.", "Copy it."))
                .finding(SampleRun.notTested("redis.copy", "sessions", "No answer.", "Look again in a minute."));
        for (String topic : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            run.finding(SampleRun.passed("topics.exist", "arn:aws:sns:us-west-2:123456789012:" + topic, "There."));
        }
        Path pack = run.pack().writeTo(folder.resolve("packs"));
        return PdfReport.of(StoredReport.of(pack, SampleRun.JSON, SampleRun.VERSION));
    }

    private int dr(String... arguments) {
        PrintWriter all = new PrintWriter(said, true);
        return Dr.commandLine().setOut(all).setErr(all).execute(arguments);
    }
}
