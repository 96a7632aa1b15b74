package io.labelmint.dr.ledger;

import io.labelmint.dr.plan.OperationId;
import java.util.Optional;

/**
 * Tells by their ids alone which operations nobody asks for any more, whatever became of them. They come in series, one for
 * every few minutes of a year, and a listing steps over all of a series at once.
 */
@FunctionalInterface
public interface Bygone {
    /** None is. */
    Bygone NONE = id -> Optional.empty();

    /**
     * What the ids of the series of {@code operation} begin with from which on somebody may ask for them; empty if somebody
     * may ask for this one.
     */
    Optional<String> goesOn(OperationId operation);
}
