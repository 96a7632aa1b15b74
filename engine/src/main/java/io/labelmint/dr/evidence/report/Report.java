package io.labelmint.dr.evidence.report;

import gg.jte.output.StringOutput;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.plan.OperationId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Renders evidence for people and for Jenkins: a page with its style sheet and pictures, and a JUnit file.
 *
 * <p>The page has no script and nothing inline, and refers to nothing but its siblings, so it looks the same under the
 * content security policy of a Jenkins controller, from a disk without a network, and in seven years. The same evidence
 * gives the same bytes.
 */
public final class Report {
    private static final String STYLE = "report.css";

    private Report() {}

    /**
     * The files of the report, by name.
     *
     * @param heads hash of the last entry of each ledger of the pack
     */
    public static SortedMap<String, byte[]> files(Evidence evidence, SortedMap<OperationId, String> heads) {
        Page page = Page.of(evidence, heads);
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("report.html", utf8(html(page)));
        files.put(STYLE, style());
        page.pictures().values().forEach(picture -> files.put(picture.file(), utf8(picture.content())));
        files.put(JUnitXml.FILE, JUnitXml.of(evidence));
        return files;
    }

    /** The page alone, well-formed but for its document type. */
    public static String html(Page page) {
        StringOutput html = new StringOutput();
        JtereportGenerated.render(new VisibleOutput(html), null, page);
        return html.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] style() {
        try (InputStream style = Objects.requireNonNull(Report.class.getResourceAsStream(STYLE), STYLE)) {
            return style.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
