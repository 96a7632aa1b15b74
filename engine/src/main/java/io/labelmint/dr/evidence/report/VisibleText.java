package io.labelmint.dr.evidence.report;

import java.util.List;
import java.util.Locale;

/**
 * Makes text of unknown origin safe to look at. What cannot be seen is spelled out: control characters, which XML
 * forbids and terminals obey; lone surrogates; and the marks that reverse the direction of writing, with which a name
 * can be made to look like another one.
 */
public final class VisibleText {
    // Ranges and not Character.getType, whose answers change with the version of Unicode in the JDK: a report must be
    // the
    // same bytes wherever it is rendered again.
    private static final List<Range> INVISIBLE = List.of(
            new Range(0x7F, 0x9F),
            new Range(0xAD, 0xAD),
            new Range(0x61C, 0x61C),
            new Range(0x200B, 0x200F),
            new Range(0x2028, 0x202E),
            new Range(0x2060, 0x206F),
            new Range(Character.MIN_SURROGATE, Character.MAX_SURROGATE),
            new Range(0xFEFF, 0xFEFF),
            new Range(0xFFFE, 0xFFFF),
            new Range(0xE0000, 0xE0FFF));

    private VisibleText() {}

    /** {@code text} with every invisible character replaced by its name, for example {@code [U+202E]}. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(VisibleText::invisible)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (invisible(c)) {
                visible.append("[U+").append(hex(c)).append(']');
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    /**
     * {@code text} on one line: line feeds and tabs are spelled out as well. For logs, where a line that something else
     * wrote would look like one of ours.
     */
    public static String line(String text) {
        return of(text).replace("\n", "[U+000A]").replace("\t", "[U+0009]");
    }

    private static String hex(int c) {
        String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    // Ranges and not Character.getType, whose answers change with the version of Unicode in the JDK: a report must be
    // the
    // same bytes wherever it is rendered again.
    private static boolean invisible(int c) {
        if (c < 0x7F) { // nearly all of a page, which is looked at character by character
            return c < 0x20 && c != '\n' && c != '\t';
        }
        return INVISIBLE.stream().anyMatch(range -> range.holds(c));
    }

    private record Range(int first, int last) {
        boolean holds(int c) {
            return first <= c && c <= last;
        }
    }
}
