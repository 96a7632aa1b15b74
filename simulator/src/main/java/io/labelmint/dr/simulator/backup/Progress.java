package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Context;
import java.time.Instant;

/** How far in time work between regions has come: while its source region is cut off, no further than to the cut. */
final class Progress {
    private Progress() {}

    /** The instant that work on something from {@code sourceRegion} has reached; now if that is null. */
    static Instant of(Context context, String sourceRegion) {
        if (sourceRegion == null) {
            return context.now();
        }
        return context.scripts()
                .cutOffSince(sourceRegion)
                .filter(since -> since.isBefore(context.now()))
                .orElse(context.now());
    }
}
