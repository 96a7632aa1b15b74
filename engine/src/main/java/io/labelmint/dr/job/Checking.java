package io.labelmint.dr.job;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.time.Timeline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * How checks are made: as soon as the rates at which AWS may be asked allow it, and none is left out.
 *
 * @param timeline the clock
 * @param lanes where looking may take a while
 */
record Checking(Timeline timeline, Lanes lanes) {
    /** The lane of the checks, which look at both regions. */
    private static final String CHECKS = "checks";

    /** What {@code check} finds of {@code estate}; not tested if it could not be made. */
    CompletableFuture<List<Finding>> made(Check check, Estate estate, Observatory picture) {
        return allowed(() -> check.run(estate, picture, timeline.now()))
                .exceptionally(failure ->
                        List.of(new Look(check.id(), estate.name(), "every check is made", Controls.MONITORING)
                                .notTested(Trouble.problem(failure))));
    }

    /** What {@code looking} finds. */
    CompletableFuture<List<Finding>> allowed(Supplier<List<Finding>> looking) {
        return Allowed.run(timeline, lanes, CHECKS, looking);
    }
}
