package io.labelmint.dr.job;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;

/** Work that is asked for on one store. */
interface StoreWork extends RequestedWork {
    /** The estate. */
    Estate estate();

    /** The store it is about. */
    Store store();

    /** What is lost with it, in words, if what {@code operation} stores is done. */
    String loss(History operation);

    /** What it costs, in words, if what {@code operation} stores is done. */
    String cost(History operation);

    @Override
    default String text(OperationId run, History operation) {
        return new PlanText(estate(), this, run, operation).toString();
    }
}
