package io.labelmint.dr.ledger;

/** What a run is; immutable, and part of every name and page. */
public enum RunKind {
    /** On simulated AWS. */
    REHEARSAL("Rehearsal", "on simulated AWS"),
    /** On real AWS, with copies in an isolated place of the DR region that nobody uses, and that are destroyed. */
    DRILL("Drill", "on isolated copies in AWS"),
    /** On real AWS. */
    REAL("Real", "on AWS");

    private final String name;
    private final String where;

    RunKind(String name, String where) {
        this.name = name;
        this.where = where;
    }

    /** It in words, for example {@code Rehearsal, on simulated AWS}. */
    public String words() {
        return name + ", " + where;
    }

    /** What a title begins with that it is in, for example {@code "Rehearsal: "}; empty for what is real. */
    public String prefix() {
        return this == REAL ? "" : name + ": ";
    }

    /** Whose evidence it is beside: what happened in AWS is in one chain, and rehearsals are in another. */
    public RunKind chain() {
        return this == REHEARSAL ? REHEARSAL : REAL;
    }
}
