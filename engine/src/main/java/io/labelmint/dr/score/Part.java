package io.labelmint.dr.score;

import java.util.Arrays;

/** The parts of the health score, and the points each is worth when nothing of it is red. Together they are a hundred. */
public enum Part {
    /** Every store is backed up, and what was made is kept. */
    BACKUPS("backups", 15),
    /** What would come back is recent. */
    FRESHNESS("freshness", 20),
    /** There is a copy in the DR region, encrypted, and nobody can remove it before its time. */
    COPIES("copies and immutability", 20),
    /** What was backed up was lately restored, with its data right. */
    RESTORES("restore tests", 20),
    /** The estate could fail over now. */
    READINESS("readiness", 15),
    /** What is said here can be proved, and people would be told. */
    EVIDENCE("evidence", 5),
    /** Nothing is begun that nobody works on, and nothing that has to be done is overdue. */
    OPEN_WORK("open work", 5);

    private final String words;
    private final int points;

    Part(String words, int points) {
        this.words = words;
        this.points = points;
    }

    /** What it is called. */
    public String words() {
        return words;
    }

    /** What it is worth. */
    public int points() {
        return points;
    }

    /** What all of them are worth: the highest score. */
    public static int all() {
        return Arrays.stream(values()).mapToInt(Part::points).sum();
    }
}
