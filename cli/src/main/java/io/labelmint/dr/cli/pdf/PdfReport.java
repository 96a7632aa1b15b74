package io.labelmint.dr.cli.pdf;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.labelmint.dr.evidence.StoredReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The report of a pack as a PDF: tagged for screen readers (PDF/UA), with bookmarks, a title and its language. Nothing is
 * loaded from anywhere while it is made, and the same pack gives the same bytes: the only time in it is the run's own.
 */
public final class PdfReport {
    /** What it was made from decides its identity; in hex digits of the digest. */
    private static final int ID_DIGITS = 15;

    /** Kept, because the logging of Java forgets the level of a logger nobody holds. PDFBox logs what it takes for odd. */
    private static final Logger PDFBOX = Logger.getLogger("org.apache");

    private PdfReport() {}

    /** The PDF of {@code report}. */
    public static byte[] of(StoredReport report) {
        XRLog.setLoggingEnabled(false);
        PDFBOX.setLevel(Level.OFF);
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePdfUaAccessibility(true);
        builder.withProducer("dr " + report.page().evidence().version());
        builder.withW3cDocument(PdfSource.of(report, new PdfFonts()), null);
        for (ExternalResourceControlPriority when : ExternalResourceControlPriority.values()) {
            builder.useExternalResourceAccessControl((uri, type) -> false, when);
        }
        PdfFonts.into(builder);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
                PDDocument document = renderer.createPDFKeepOpen()) {
            document.getDocumentInformation()
                    .setCreationDate(GregorianCalendar.from(
                            report.page().evidence().ended().atZone(ZoneOffset.UTC)));
            document.setDocumentId(Long.parseLong(report.digest().substring(0, ID_DIGITS), 16));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
