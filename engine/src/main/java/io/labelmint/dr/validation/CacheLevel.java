package io.labelmint.dr.validation;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;

/** One thing to prove of a copy of a Redis group. What a question is not answered to is unknown, and never green. */
interface CacheLevel {
    /** Its id as a check, for example {@code restore.redis-keys}. */
    String id();

    /** What is proven, in words. */
    String objective();

    /**
     * Asks, and adds up what is found. A {@link io.labelmint.dr.ProblemException} is noted as what is not known.
     *
     * @return what is said if nothing is wrong and everything is known
     */
    String look(CacheCopy copy, Tally tally);

    /** The look at {@code store} that its finding is made from. */
    default Look of(String store) {
        return new Look(id(), store, objective(), Controls.RESTORE);
    }
}
