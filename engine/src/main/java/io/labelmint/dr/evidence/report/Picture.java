package io.labelmint.dr.evidence.report;

/**
 * A picture of the report.
 *
 * @param file its name, beside the report
 * @param alt what it shows, for who does not see it
 * @param height in pixels
 * @param content SVG
 */
record Picture(String file, String alt, int height, String content) {
    static Picture of(String file, String alt, Svg svg) {
        return new Picture(file, alt, svg.height(), svg.text());
    }
}
