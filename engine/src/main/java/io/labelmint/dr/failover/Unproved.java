package io.labelmint.dr.failover;

import io.labelmint.dr.Problem;
import io.labelmint.dr.plan.Progress;
import java.time.Duration;
import java.util.Optional;

/** What holds up a move whose old side cannot be seen: that of a region that does not answer nobody can prove anything. */
final class Unproved {
    private Unproved() {}

    /** That {@code unread} keeps anybody from knowing whether the database {@code instance} takes writes. */
    static Progress fence(Problem unread, Optional<Duration> budget, String instance) {
        return of(unread, budget, instance + " takes no writes any more");
    }

    /** That {@code unread} keeps anybody from knowing whether {@code service} still runs, and writes. */
    static Progress stop(Problem unread, Optional<Duration> budget, String service) {
        return of(unread, budget, "service " + service + " has stopped");
    }

    /**
     * Where the step may not be given up, whoever waits is told that it is what everything waits for, and how to go on without.
     *
     * @param budget how long the step may hold up others; empty if until it is done
     * @param what what has to be proved
     */
    private static Progress of(Problem unread, Optional<Duration> budget, String what) {
        if (budget.isPresent()) {
            return new Progress.Unknown(unread);
        }
        return new Progress.Unknown(new Problem(
                unread.code(),
                unread.summary() + " Until it does, nobody can prove that " + what
                        + ", and the old databases have to be closed before anything else goes on.",
                unread.facts(),
                "If the region may come back soon, wait: this goes on by itself. If it is lost, ask for a failover that accepts"
                        + " it, `dr failover --accept-unfenced` (ACCEPT_UNFENCED of drFailoverRunbook); what is written"
                        + " there afterwards is lost."));
    }
}
