package io.labelmint.dr.evidence.report;

/**
 * A picture of the report.
 *
 * @param file its name, beside the report
 * @param alt what it shows, for who does not see it
 * @param svg what is drawn
 */
public record Picture(String file, String alt, Svg svg) {
    static Picture of(String file, String alt, Svg svg) {
        return new Picture(file, alt, svg);
    }

    /** In pixels. */
    int height() {
        return svg.height();
    }

    /** SVG, as a file. */
    String content() {
        return svg.text();
    }
}
