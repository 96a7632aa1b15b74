package io.labelmint.dr.evidence.report;

import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.Evidence.Result;

/** How a conclusion is shown: always by a word and a symbol; the colour only repeats them. */
public enum Sign {
    PASSED("passed", "\u2713", false),
    SUCCEEDED("succeeded", "\u2713", false),
    FAILED("failed", "\u2717", true),
    NOT_TESTED("not tested", "?", true),
    OPEN("still open", "\u2026", true),
    NOT_STARTED("not started", "\u2013", true),
    SKIPPED("left out", "\u00bb", true);

    private final String word;
    private final String symbol;
    private final boolean red;

    Sign(String word, String symbol, boolean red) {
        this.word = word;
        this.symbol = symbol;
        this.red = red;
    }

    /** That of a finding. */
    public static Sign of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> PASSED;
            case FAILED -> FAILED;
            case NOT_TESTED -> NOT_TESTED;
        };
    }

    static Sign of(Result result) {
        return switch (result) {
            case SUCCEEDED -> SUCCEEDED;
            case FAILED -> FAILED;
            case OPEN -> OPEN;
            case NOT_STARTED -> NOT_STARTED;
            case SKIPPED -> SKIPPED;
        };
    }

    /** What it is called. */
    public String word() {
        return word;
    }

    /** The same in one character. */
    public String symbol() {
        return symbol;
    }

    /** Whether somebody has to do something. */
    public boolean red() {
        return red;
    }

    /** Its class in the style sheet. */
    public String css() {
        return !red ? "good" : this == FAILED ? "bad" : "unknown";
    }
}
