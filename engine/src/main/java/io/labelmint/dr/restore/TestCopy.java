package io.labelmint.dr.restore;

import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A copy that a restore test of ours brought about, of whatever kind of store: known by tags and name together, so that
 * nothing else can be taken for one.
 */
public interface TestCopy {
    /** Its name in its region. */
    String name();

    /** Where it is. */
    String region();

    /** The operation that restored it. */
    OperationId owner();

    /** The store it is a copy of. */
    String store();

    /** When anybody's sweep deletes it. */
    Instant expires();

    /** Whether it is being deleted. */
    boolean going();

    /** What it is and so what it costs, and since when, for whoever finds it forgotten. */
    String words(Instant now);

    /** How long it has been there at {@code now}. */
    Duration age(Instant now);

    /** The class of instance or node that is paid for by the hour, if it is one. */
    default Optional<String> priced() {
        return Optional.empty();
    }

    /** What deletes it, of the estate called {@code estate}. */
    Action deletion(String estate);

    /** Whether it may be deleted by anybody at {@code now}. */
    default boolean expired(Instant now) {
        return expires().isBefore(now);
    }
}
