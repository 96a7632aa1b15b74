package io.labelmint.dr.ledger;

/** What a run is; immutable, and part of every name and page. */
public enum RunKind {
    /** On simulated AWS. */
    REHEARSAL,
    /** On real AWS. */
    REAL
}
