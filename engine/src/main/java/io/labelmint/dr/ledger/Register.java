package io.labelmint.dr.ledger;

import io.labelmint.dr.ProblemException;
import java.util.SortedMap;

/**
 * Numbered entries beside the ledgers, each written once and never again: what an estate has one row of, whoever adds to
 * it. Two who add at the same time want the same number, and the second one is told that it is taken.
 *
 * <p>An entry is a text. What binds the entries to one another, so that one that was removed or exchanged is noticed, is
 * the business of who writes them.
 */
public interface Register {
    /** Where it is, in words. */
    String where();

    /**
     * The number of the last entry; 0 if there is none.
     *
     * @throws ProblemException {@code register.unreadable} if nobody can tell
     */
    long last();

    /**
     * The entry {@code number}, which is there.
     *
     * @throws ProblemException {@code register.unreadable} if it cannot be read
     */
    String read(long number);

    /**
     * Enters {@code text} as {@code number}, durably, if there is no such entry.
     *
     * @return whether it is there now; if not, somebody else was first
     * @throws ProblemException {@code register.unwritable} if it was not written, or nobody can tell
     */
    boolean enter(long number, String text);

    /** One that keeps its entries in {@code entries}, by their numbers. */
    static Register in(SortedMap<Long, String> entries) {
        return new Register() {
            @Override
            public String where() {
                return "memory";
            }

            @Override
            public long last() {
                synchronized (entries) {
                    return entries.isEmpty() ? 0 : entries.lastKey();
                }
            }

            @Override
            public String read(long number) {
                synchronized (entries) {
                    return entries.get(number);
                }
            }

            @Override
            public boolean enter(long number, String text) {
                synchronized (entries) {
                    return entries.putIfAbsent(number, text) == null;
                }
            }
        };
    }
}
