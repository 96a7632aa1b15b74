package io.labelmint.dr.check;

/** What a check concluded. */
public enum Verdict {
    /** Looked, and it is as it should be. */
    PASSED,
    /** Looked, and it is not. */
    FAILED,
    /** Could not look. As red as a failure: what is not known to be good is not good. */
    NOT_TESTED
}
