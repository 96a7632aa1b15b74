package io.labelmint.dr.check;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;

/** Looks at the estate through the observatory and says what it found. Changes nothing; unknown is never green. */
public interface Check {
    /** Its id, for example {@code postgres.copy-landed}; stable, because trends are drawn over it. */
    String id();

    /**
     * Looks.
     *
     * @return one finding per subject it is responsible for, in the order of the estate
     */
    List<Finding> run(Estate estate, Observatory observatory, Instant now);
}
