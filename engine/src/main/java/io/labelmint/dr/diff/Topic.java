package io.labelmint.dr.diff;

/** What a difference is about, what people lose data by first. */
public enum Topic {
    COVERAGE("coverage"),
    RPO("RPO"),
    RTO("RTO"),
    RETENTION("retention"),
    PROTECTION("protection"),
    APPROVALS("approvals"),
    TESTS("tests"),
    PEOPLE("people told"),
    OTHER("other");

    private final String words;

    Topic(String words) {
        this.words = words;
    }

    /** As people call it. */
    public String words() {
        return words;
    }
}
