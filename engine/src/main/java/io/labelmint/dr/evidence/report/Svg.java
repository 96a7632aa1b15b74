package io.labelmint.dr.evidence.report;

import io.labelmint.dr.ledger.RunKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A picture in SVG that is as wide as the page lets it be.
 *
 * <p>It has a height in pixels and no view box; what lies horizontally is given in hundredths of a percent. So text
 * keeps its size on every screen and bars stretch. Only presentation attributes are used, neither style sheets nor
 * scripts, because a Jenkins controller forbids both.
 */
public final class Svg {
    /** The whole width. */
    public static final long FULL = 10_000;

    private static final int MARK = 24;
    private static final String DASHED = "\" stroke-width=\"2\" stroke-dasharray=\"5 3\"/>\n";

    private final List<Shape> shapes = new ArrayList<>();
    private final String title;
    private final String mark;
    private int height;

    /** An empty picture that {@code title} tells about whoever does not see it. */
    public Svg(String title, RunKind kind) {
        this.title = title;
        this.mark = kind == RunKind.REAL ? "" : kind.name();
    }

    /** A box from {@code left} to {@code left + width}, both in hundredths of a percent. */
    public void box(long left, int top, long width, int high, Ink fill) {
        String place = "<rect x=\"" + percent(left) + "\" y=\"" + top + "\" width=\"" + percent(width) + "\" height=\""
                + high + "\" fill=\"";
        shapes.add(new Shape(place, fill, "\"/>\n"));
        height = Math.max(height, top + high);
    }

    /** The outline of a box. */
    void outline(long left, int top, long width, int high, Ink stroke) {
        String place = "<rect x=\"" + percent(left) + "\" y=\"" + top + "\" width=\"" + percent(width) + "\" height=\""
                + high + "\" fill=\"none\" stroke=\"";
        shapes.add(new Shape(place, stroke, "\" stroke-dasharray=\"4 3\"/>\n"));
        height = Math.max(height, top + high);
    }

    void verticalLine(long at, int top, int bottom, Ink stroke) {
        String place = "<line x1=\"" + percent(at) + "\" x2=\"" + percent(at) + "\" y1=\"" + top + "\" y2=\"" + bottom
                + "\" stroke=\"";
        shapes.add(new Shape(place, stroke, DASHED));
    }

    /** A dashed line over the whole width. */
    public void horizontalLine(int top, Ink stroke) {
        String place = "<line x1=\"0.00%\" x2=\"100.00%\" y1=\"" + top + "\" y2=\"" + top + "\" stroke=\"";
        shapes.add(new Shape(place, stroke, DASHED));
    }

    /** Text that begins at {@code at}. */
    public void textFrom(long at, int baseline, Ink fill, String text) {
        text(at, baseline, "start", "normal", fill, text);
    }

    /** Text that ends at {@code at}. */
    public void textTo(long at, int baseline, Ink fill, String text) {
        text(at, baseline, "end", "normal", fill, text);
    }

    void textAround(long at, int baseline, Ink fill, String text) {
        text(at, baseline, "middle", "normal", fill, text);
    }

    /** Bold text from the left. */
    public void heading(int baseline, String text) {
        text(0, baseline, "start", "bold", Ink.INK, text);
    }

    private void text(long at, int baseline, String anchor, String weight, Ink fill, String text) {
        String place = "<text x=\"" + percent(at) + "\" y=\"" + baseline + "\" text-anchor=\"" + anchor
                + "\" font-weight=\"" + weight + "\" fill=\"";
        shapes.add(new Shape(place, fill, "\">" + XmlText.of(text) + "</text>\n"));
        height = Math.max(height, baseline + 5);
    }

    int height() {
        return mark.isEmpty() ? height : height + MARK;
    }

    /** As a file of its own. */
    String text() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" height=\"" + height()
                + "\" role=\"img\" font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans',"
                + " Arial, sans-serif\" font-size=\"12\">\n<title>" + XmlText.of(title) + "</title>\n"
                + stripes("bad", 5, "#f6c9c5", Ink.BAD.printed(), 3)
                + stripes("unknown", 7, "#ffffff", Ink.BAD.printed(), 1)
                + marked(Ink::printed) + "</svg>\n";
    }

    /**
     * As a part of a page in HTML, in the page's own font and colours.
     *
     * @param id of this picture in the page: letters, digits and hyphens
     * @param name what it is a picture of, in a few words
     */
    public String inline(String id, String name) {
        String bad = Ink.BAD.themed(id);
        return "<svg class=\"dr-svg\" width=\"100%\" height=\"" + height() + "\" role=\"img\" aria-labelledby=\"" + id
                + "-title " + id + "-desc\" font-size=\"12\" fill=\"currentColor\">\n<title id=\"" + id + "-title\">"
                + XmlText.of(name) + "</title>\n<desc id=\"" + id + "-desc\">" + XmlText.of(title) + "</desc>\n"
                + stripes(id + "-bad", 5, "var(--dr-bad-ground)", bad, 3)
                + stripes(id + "-unknown", 7, "var(--dr-ground)", bad, 1)
                + marked(ink -> ink.themed(id)) + "</svg>\n";
    }

    /** A picture of a rehearsal, or a drill, says so itself, because pictures are taken out of reports. */
    private String marked(Function<Ink, String> colours) {
        StringBuilder body = new StringBuilder();
        shapes.forEach(shape -> shape.into(body, colours));
        return mark.isEmpty()
                ? body.toString()
                : "<text x=\"50%\" y=\"13\" text-anchor=\"middle\" font-weight=\"bold\" letter-spacing=\"3\">" + mark
                        + "</text>\n<g transform=\"translate(0 " + MARK + ")\">\n" + body + "</g>\n";
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

    /** Something drawn: its markup before and after the ink it is drawn in. */
    private record Shape(String before, Ink ink, String after) {
        void into(StringBuilder body, Function<Ink, String> colours) {
            body.append(before).append(colours.apply(ink)).append(after);
        }
    }
}
