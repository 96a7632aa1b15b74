package io.labelmint.dr.evidence.report;

/** Writes text into Markdown so that it stays what it is: no markup, no new column, no new line. */
public final class MarkdownText {
    private MarkdownText() {}

    /** What people and machines wrote, for a cell of a table or an item of a list. */
    public static String cell(String written) {
        return VisibleText.line(written)
                .replace("\\", "\\\\")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("|", "\\|")
                .replace("`", "\\`")
                .replace("*", "\\*")
                .replace("[", "\\[");
    }
}
