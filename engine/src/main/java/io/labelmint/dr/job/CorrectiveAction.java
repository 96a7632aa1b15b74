package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/**
 * Something that has to be done because of what runs have shown.
 *
 * @param what what has to be done, in words
 * @param owner who sees to it
 * @param due the last day, in UTC, on which it is in time
 */
public record CorrectiveAction(String what, String owner, LocalDate due) {
    private static final String SEPARATOR = ";";

    /**
     * The one that {@code text} is, as people type it: {@code WHAT; OWNER; YYYY-MM-DD}.
     *
     * @throws ProblemException {@code sign-off.action} if it is none
     */
    public static CorrectiveAction parse(String text) {
        List<String> parts =
                List.of(text.split(SEPARATOR, -1)).stream().map(String::strip).toList();
        int last = parts.size() - 1;
        if (last < 2 || parts.get(last - 1).isEmpty()) {
            throw mistake(text);
        }
        String what = String.join("; ", parts.subList(0, last - 1)); // it may have semicolons of its own
        if (what.isBlank()) {
            throw mistake(text);
        }
        try {
            return new CorrectiveAction(what, parts.get(last - 1), LocalDate.parse(parts.get(last)));
        } catch (DateTimeException e) {
            throw mistake(text);
        }
    }

    private static ProblemException mistake(String text) {
        return Problem.of(
                        "sign-off.action",
                        "'" + text + "' is no corrective action.",
                        "Give what has to be done, who sees to it, and the last day it is in time, with semicolons between:"
                                + " 'Renew the contact of the second on-call; ann; 2026-12-31'.")
                .asException();
    }

    /** In one sentence without its end. */
    public String words() {
        return what + ", by " + owner + " until " + due;
    }

    /** The form {@link #parse} reads. */
    String text() {
        return what + SEPARATOR + owner + SEPARATOR + due;
    }
}
