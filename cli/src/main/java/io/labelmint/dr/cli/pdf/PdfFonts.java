package io.labelmint.dr.cli.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The fonts of a report: DejaVu, which has the signs the report uses, and Latin, Greek, Cyrillic, Hebrew and Arabic. They
 * are embedded, so a report looks the same everywhere and for ever, and no font of the machine is used.
 */
final class PdfFonts {
    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";
    private static final String REGULAR = "DejaVuSansCondensed.ttf";
    private static final int NORMAL = 400;
    private static final int BOLD = 700;

    private final CmapLookup shown;

    PdfFonts() {
        try (InputStream font = open(REGULAR);
                TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(font))) {
            shown = parsed.getUnicodeCmapLookup();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a page with every character spelled out that no font here has, for example {@code [U+4E2D]}. */
    String visible(String text) {
        if (text.codePoints().allMatch(this::has)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (has(c)) {
                visible.appendCodePoint(c);
            } else {
                visible.append("[U+%04X]".formatted(c));
            }
        });
        return visible.toString();
    }

    /** Has {@code builder} use them, by the names the style sheet knows. */
    static void into(PdfRendererBuilder builder) {
        builder.useFont(() -> open(REGULAR), "Report", NORMAL, FontStyle.NORMAL, true);
        builder.useFont(() -> open("DejaVuSansCondensed-Bold.ttf"), "Report", BOLD, FontStyle.NORMAL, true);
        builder.useFont(() -> open("DejaVuSansMono.ttf"), "Report Mono", NORMAL, FontStyle.NORMAL, true);
    }

    private boolean has(int c) {
        return c == '\n' || c == '\t' || shown.getGlyphId(c) != 0;
    }

    private static InputStream open(String font) {
        return Objects.requireNonNull(PdfFonts.class.getResourceAsStream(FOLDER + font), font);
    }
}
