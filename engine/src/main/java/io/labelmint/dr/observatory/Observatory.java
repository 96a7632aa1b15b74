package io.labelmint.dr.observatory;

import java.time.Instant;

/** The one way to read AWS. Changes nothing. */
public interface Observatory {
    /**
     * The answer to {@code query}: read now, or a moment ago for somebody else.
     *
     * @throws Postponed if the request budget does not allow it now: ask again at the time it names
     */
    <T> Reading<T> read(Query<T> query);

    /** The same observatory, answering only with what was asked of AWS after {@code sent}. */
    Observatory since(Instant sent);
}
