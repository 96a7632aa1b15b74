package io.labelmint.dr.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One entry of a list of the estate file, with the facts it was made from. */
final class Entry {
    /** What YAML reads as text without quotes whatever follows: all that AWS calls things by begins so, or is quoted. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*(?::[A-Za-z0-9_./-]+|::+)*");

    private static final Pattern SPECIAL = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

    private final String section;
    private final String id;
    private final String facts;
    private final List<String> lines = new ArrayList<>();

    /**
     * An entry.
     *
     * @param section the section of the file it stands in
     * @param id its id
     * @param facts what it was made from, as people say it
     */
    Entry(String section, String id, String facts) {
        this.section = section;
        this.id = id;
        this.facts = facts;
        with("id", id);
    }

    String section() {
        return section;
    }

    String id() {
        return id;
    }

    String facts() {
        return facts;
    }

    /** The lines of the mapping, the first of them its id. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    Entry with(String key, String value) {
        lines.add(key + ": " + plain(value));
        return this;
    }

    /** A line as it stands, for what is nested, a number, or a comment. */
    Entry line(String line) {
        lines.add(line);
        return this;
    }

    /** The objectives, which no API knows. */
    Entry objectives(String rpo, String rto) {
        return line("objectives: { rpo: " + rpo + ", rto: " + rto + " }   # DECIDE");
    }

    /** {@code value} as YAML reads it back as the same text. */
    static String plain(String value) {
        return PLAIN.matcher(value).matches() && !SPECIAL.matcher(value).matches()
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
