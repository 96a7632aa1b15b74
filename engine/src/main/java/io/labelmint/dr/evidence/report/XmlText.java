package io.labelmint.dr.evidence.report;

/** Writes text so that XML reads it back, in content and in attributes with double quotes. */
final class XmlText {
    private XmlText() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        VisibleText.of(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                // Left as they are, a reader would turn them into spaces in an attribute.
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
