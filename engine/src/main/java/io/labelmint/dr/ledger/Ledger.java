package io.labelmint.dr.ledger;

/**
 * Append-only, hash-chained, durable facts about one operation, held for writing by one process at a time. While the
 * operation runs this is its state; afterwards it is the evidence.
 */
public interface Ledger extends AutoCloseable {
    /**
     * Appends a fact; on return it is durable.
     *
     * @throws io.labelmint.dr.ProblemException if it could not be made durable: nothing may be done that it should have
     *     preceded
     */
    Entry append(Fact fact);

    /**
     * Proves that this process still holds the ledger, and will for as long as one call of AWS can take; asked just before
     * AWS is changed.
     *
     * @throws io.labelmint.dr.ProblemException if it may not: nothing may be sent, now or later
     */
    void proveHeld();

    /** Everything appended so far. */
    History history();

    /** Lets another process hold it. */
    @Override
    void close();
}
