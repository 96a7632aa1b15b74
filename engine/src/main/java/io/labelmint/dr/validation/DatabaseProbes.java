package io.labelmint.dr.validation;

import java.time.Duration;

/** Opens probes. */
public interface DatabaseProbes {
    /**
     * Connects to the database at {@code address}, to read and nothing else.
     *
     * @param timeLimit the longest everything that is asked over the probe may take
     * @throws io.labelmint.dr.ProblemException {@code probe.no-database} if a server answered that it has no such
     *     database; another code if nothing can be said of the copy. No message carries the password
     */
    DatabaseProbe connect(DatabaseAddress address, Duration timeLimit);
}
