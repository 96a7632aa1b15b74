package io.labelmint.dr.estate.yaml;

/** What a user wrote, made safe to repeat in a message: short, on one line, and never a secret. */
public final class Quoted {
    private static final int SHOWN = 60;

    /** Enough to recognise a secret of which only the beginning would be shown. */
    private static final int LOOKED_AT = 4 * SHOWN;

    private Quoted() {}

    /** The text in quotes, cut, or a note that it is not shown. */
    public static String of(String text) {
        if (Secrets.suspects(text.substring(0, Math.min(LOOKED_AT, text.length())))) {
            return "(not shown: it looks like a secret)";
        }
        StringBuilder shown = new StringBuilder("\"");
        int end = Math.min(SHOWN, text.codePointCount(0, text.length()));
        text.codePoints().limit(end).forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return shown.append(end < text.codePointCount(0, text.length()) ? "...\"" : "\"")
                .toString();
    }
}
