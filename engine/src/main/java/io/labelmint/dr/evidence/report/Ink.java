package io.labelmint.dr.evidence.report;

/** What parts of a picture are drawn in: a colour of its own in a file, the page's in a page. */
public enum Ink {
    INK("#1b1f23"),
    MUTED("#57606a"),
    RULE("#d0d7de"),
    TRACK("#f0f2f4"),
    GOOD("#2f7d4f"),
    BAD("#b3261e"),
    /** Stripes in red: what is bad can be told from what is good without colours. */
    BAD_STRIPES("url(#bad)"),
    /** Thin red stripes: what is not known. */
    UNKNOWN_STRIPES("url(#unknown)");

    private final String printed;

    Ink(String printed) {
        this.printed = printed;
    }

    /** In a file. */
    String printed() {
        return printed;
    }

    /**
     * In the picture {@code id} of a page, which sets the variables {@code --dr-ink}, {@code --dr-muted} and so on; so
     * the picture is dark where the page is. Patterns are found by an id, which no other picture of the page may have.
     */
    String themed(String id) {
        return printed.startsWith("url(#")
                ? printed.replace("#", "#" + id + "-")
                : "var(--dr-" + name().toLowerCase(java.util.Locale.ROOT) + ")";
    }
}
