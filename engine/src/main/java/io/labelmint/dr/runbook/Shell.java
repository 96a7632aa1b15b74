package io.labelmint.dr.runbook;

import io.labelmint.dr.evidence.report.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of a command line, quoted so that bash takes each as it is, whatever is in it; each is visible and stays on its line.
 * What an earlier step found, which a plan refers to as <code>${orders-db/backup.arn}</code>, is a variable of the shell.
 */
final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9%+,./:=@_-]+");

    /** What bash leaves as it is within double quotes, also where it is typed at; they read better around single ones. */
    private static final Pattern QUIET = Pattern.compile("[^\"$`\\\\!]*'[^\"$`\\\\!]*");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}.]+)\\.([^}]+)}");

    private Shell() {}

    /** {@code text} as one word. */
    static String word(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        if (REFERENCE.matcher(text).find()) {
            return referring(text);
        }
        if (!visible(text)) {
            return escaped(text);
        }
        return QUIET.matcher(text).matches() ? '"' + text + '"' : "'" + text.replace("'", "'\\''") + "'";
    }

    private static boolean visible(String text) {
        return VisibleText.line(text).equals(text);
    }

    /** Bash's own quoting for what cannot be seen (Bash Reference Manual, "ANSI-C Quoting"). */
    private static String escaped(String text) {
        StringBuilder word = new StringBuilder("$'");
        text.codePoints().forEach(c -> {
            if (c == '\'' || c == '\\') {
                word.append('\\').appendCodePoint(c);
            } else if (visible(Character.toString(c))) {
                word.appendCodePoint(c);
            } else {
                word.append(String.format(Locale.ROOT, c < 0x80 ? "\\x%02x" : "\\U%08x", c));
            }
        });
        return word.append('\'').toString();
    }

    private static String referring(String text) {
        StringBuilder word = new StringBuilder();
        Matcher references = REFERENCE.matcher(text);
        int end = 0;
        while (references.find()) {
            word.append(end == references.start() ? "" : word(text.substring(end, references.start())));
            word.append("\"$")
                    .append(variable(references.group(1), references.group(2)))
                    .append('"');
            end = references.end();
        }
        return word.append(end == text.length() ? "" : word(text.substring(end)))
                .toString();
    }

    /** The variable that holds what the step {@code action} found as {@code fact}. */
    static String variable(String action, String fact) {
        return (action + "_" + fact).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }

    /** What {@code text} refers to, each as {@code action.fact}. */
    static List<String> references(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .map(found -> found.group(1) + "." + found.group(2))
                .distinct()
                .toList();
    }
}
