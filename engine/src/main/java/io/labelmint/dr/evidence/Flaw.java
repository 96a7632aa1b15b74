package io.labelmint.dr.evidence;

/**
 * Something in an evidence pack that is not as it was written.
 *
 * @param file path in the pack
 * @param where line, byte or field, as precisely as it can be told; empty for the whole file
 * @param what what is wrong there
 */
public record Flaw(String file, String where, String what) {

    /** For example {@code ledgers/backup.jsonl, line 3: its hash does not match its content}. */
    @Override
    public String toString() {
        return file + (where.isEmpty() ? "" : ", " + where) + ": " + what;
    }
}
