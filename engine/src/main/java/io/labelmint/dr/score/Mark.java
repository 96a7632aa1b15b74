package io.labelmint.dr.score;

/**
 * One thing the health score asks of one subject, and whether it is known to be so. What is not known is not passed.
 *
 * @param part which part it counts in
 * @param subject a store's id, or the estate's name
 * @param check what is asked: as a rule the id of a check
 * @param passed whether it is known to be so
 * @param cap what it means for the whole score if it is not
 * @param fix what has to be done so that it is; empty if it passed
 * @param fixes whom that is done for: marks of one fix are fixed together
 */
public record Mark(Part part, String subject, String check, boolean passed, Cap cap, String fix, String fixes) {

    /** When a mark that is not passed is a hard fail, above which no other mark lifts the score. */
    public enum Cap {
        /** Never. */
        NO,
        /** Always: without it nothing comes back. */
        RED,
        /** If no mark of the same part and subject is passed. */
        ALL_RED
    }

    /** The same, put right. */
    Mark fixed() {
        return new Mark(part, subject, check, true, cap, "", fixes);
    }

    /** What it is called, as {@code SUBJECT CHECK}. */
    public String name() {
        return subject + " " + check;
    }
}
