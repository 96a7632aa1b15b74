package io.labelmint.dr.evidence.report;

import io.labelmint.dr.ledger.RunKind;

/**
 * A picture in SVG that is as wide as the page lets it be.
 *
 * <p>It has a height in pixels and no view box; what lies horizontally is given in hundredths of a percent. So text
 * keeps its size on every screen and bars stretch. Only presentation attributes are used, neither style sheets nor
 * scripts, because a Jenkins controller forbids both.
 */
final class Svg {
    static final String INK = "#1b1f23";
    static final String MUTED = "#57606a";
    static final String RULE = "#d0d7de";
    static final String TRACK = "#f0f2f4";
    static final String GOOD = "#2f7d4f";
    static final String BAD = "#b3261e";
    /** Stripes in red: what is bad can be told from what is good without colours. */
    static final String BAD_STRIPES = "url(#bad)";
    /** Thin red stripes: what is not known. */
    static final String UNKNOWN_STRIPES = "url(#unknown)";

    /** The whole width. */
    static final long FULL = 10_000;

    private static final int MARK = 24;

    private final StringBuilder body = new StringBuilder();
    private final String title;
    private final boolean rehearsal;
    private int height;

    Svg(String title, RunKind kind) {
        this.title = title;
        this.rehearsal = kind == RunKind.REHEARSAL;
    }

    /** A box from {@code left} to {@code left + width}, both in hundredths of a percent. */
    void box(long left, int top, long width, int high, String fill) {
        body.append("<rect x=\"").append(percent(left)).append("\" y=\"").append(top);
        body.append("\" width=\"").append(percent(width)).append("\" height=\"").append(high);
        body.append("\" fill=\"").append(fill).append("\"/>\n");
        height = Math.max(height, top + high);
    }

    /** The outline of a box. */
    void outline(long left, int top, long width, int high, String stroke) {
        body.append("<rect x=\"").append(percent(left)).append("\" y=\"").append(top);
        body.append("\" width=\"").append(percent(width)).append("\" height=\"").append(high);
        body.append("\" fill=\"none\" stroke=\"").append(stroke).append("\" stroke-dasharray=\"4 3\"/>\n");
        height = Math.max(height, top + high);
    }

    void verticalLine(long at, int top, int bottom, String stroke) {
        body.append("<line x1=\"").append(percent(at)).append("\" x2=\"").append(percent(at));
        body.append("\" y1=\"").append(top).append("\" y2=\"").append(bottom);
        body.append("\" stroke=\"").append(stroke).append("\" stroke-width=\"2\" stroke-dasharray=\"5 3\"/>\n");
    }

    /** Text that begins at {@code at}. */
    void textFrom(long at, int baseline, String fill, String text) {
        text(at, baseline, "start", "normal", fill, text);
    }

    /** Text that ends at {@code at}. */
    void textTo(long at, int baseline, String fill, String text) {
        text(at, baseline, "end", "normal", fill, text);
    }

    void textAround(long at, int baseline, String fill, String text) {
        text(at, baseline, "middle", "normal", fill, text);
    }

    void heading(int baseline, String text) {
        text(0, baseline, "start", "bold", INK, text);
    }

    private void text(long at, int baseline, String anchor, String weight, String fill, String text) {
        body.append("<text x=\"").append(percent(at)).append("\" y=\"").append(baseline);
        body.append("\" text-anchor=\"")
                .append(anchor)
                .append("\" font-weight=\"")
                .append(weight);
        body.append("\" fill=\"")
                .append(fill)
                .append("\">")
                .append(XmlText.of(text))
                .append("</text>\n");
        height = Math.max(height, baseline + 5);
    }

    int height() {
        return rehearsal ? height + MARK : height;
    }

    String text() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" height=\"" + height()
                + "\" role=\"img\" font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans',"
                + " Arial, sans-serif\" font-size=\"12\">\n<title>" + XmlText.of(title) + "</title>\n"
                + stripes("bad", 5, "#f6c9c5", BAD, 3) + stripes("unknown", 7, "#ffffff", BAD, 1)
                + marked() + "</svg>\n";
    }

    /** A picture of a rehearsal says so itself, because pictures are taken out of reports. */
    private String marked() {
        return rehearsal
                ? "<text x=\"50%\" y=\"13\" text-anchor=\"middle\" font-weight=\"bold\" letter-spacing=\"3\">REHEARSAL</text>\n"
                        + "<g transform=\"translate(0 " + MARK + ")\">\n" + body + "</g>\n"
                : body.toString();
    }

    private static String stripes(String id, int size, String ground, String stroke, int thick) {
        return "<defs><pattern id=\"" + id + "\" width=\"" + size + "\" height=\"" + size
                + "\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"" + size
                + "\" height=\"" + size + "\" fill=\"" + ground + "\"/><rect width=\"" + thick + "\" height=\"" + size
                + "\" fill=\"" + stroke + "\"/></pattern></defs>\n";
    }

    private static String percent(long hundredths) {
        long clipped = Math.max(0, Math.min(FULL, hundredths));
        return clipped / 100 + "." + (clipped % 100 < 10 ? "0" : "") + clipped % 100 + "%";
    }
}
