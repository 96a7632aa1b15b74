package io.labelmint.dr.validation;

import java.time.Duration;

/** Opens probes of Redis groups. */
public interface CacheProbes {
    /**
     * Connects to the group at {@code address}, to read and nothing else.
     *
     * @param timeLimit the longest everything that is asked over the probe may take
     * @throws io.labelmint.dr.ProblemException if nothing can be said of the copy. No message carries the password
     */
    CacheProbe connect(CacheAddress address, Duration timeLimit);
}
