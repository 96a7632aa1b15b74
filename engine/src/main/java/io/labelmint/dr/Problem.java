package io.labelmint.dr;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that went wrong, told so that a person can act on it: one sentence of what failed, the facts it rests on,
 * and one sentence of what to do.
 *
 * @param code stable, dotted, lower-case name for programs, for example {@code ledger.held}
 * @param summary one sentence of what is wrong
 * @param facts what the sentence rests on, sorted so that it prints and hashes the same everywhere; never a secret
 * @param remedy one sentence of what to do
 */
public record Problem(String code, String summary, SortedMap<String, String> facts, String remedy) {

    public Problem {
        facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    public static Problem of(String code, String summary, String remedy) {
        return new Problem(code, summary, new TreeMap<>(), remedy);
    }

    /** This problem with one more fact. */
    public Problem with(String fact, Object value) {
        TreeMap<String, String> more = new TreeMap<>(facts);
        more.put(fact, String.valueOf(value));
        return new Problem(code, summary, more, remedy);
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }

    public ProblemException asException(Throwable cause) {
        return new ProblemException(this, cause);
    }

    /** The two sentences, as every user interface prints them. */
    @Override
    public String toString() {
        return summary + " " + remedy;
    }
}
