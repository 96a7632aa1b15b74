package io.labelmint.dr.ledger;

import io.labelmint.dr.plan.OperationId;

/** Ledgers of this machine, which can be copies of ledgers kept elsewhere. */
public interface LocalLedgers extends Ledgers {
    @Override
    LocalLedger open(OperationId operation, String holder);

    /**
     * Tells this place from every other where ledgers are kept, and from a copy of it: who opens a ledger here knows that
     * whoever held it here before is dead, and nothing about holders elsewhere.
     */
    String place();

    /** A ledger that takes over entries made elsewhere. */
    interface LocalLedger extends Ledger {
        /**
         * Appends {@code entry}, which follows the last one, as it is; on return it is durable.
         *
         * @throws io.labelmint.dr.ProblemException if it could not be made durable
         */
        void copy(Entry entry);
    }
}
