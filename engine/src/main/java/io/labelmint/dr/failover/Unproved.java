package io.labelmint.dr.failover;

import io.labelmint.dr.Problem;
import io.labelmint.dr.plan.Progress;
import java.time.Duration;
import java.util.Optional;

/** What holds up a move whose old side cannot be seen: that of a region that does not answer nobody can prove anything. */
final class Unproved {
    private Unproved() {}

    /**
     * That {@code unread} keeps anybody from knowing whether {@code instance} takes writes. Where the step may not be given up,
     * whoever waits is told that it is what everything waits for, and how to go on without it.
     *
     * @param budget how long the step may hold up others; empty if until it is done
     */
    static Progress fence(Problem unread, Optional<Duration> budget, String instance) {
        if (budget.isPresent()) {
            return new Progress.Unknown(unread);
        }
        return new Progress.Unknown(new Problem(
                unread.code(),
                unread.summary() + " Until it does, nobody can prove that " + instance
                        + " takes no writes any more, and nothing goes on before that.",
                unread.facts(),
                "If the region may come back soon, wait: this goes on by itself. If it is lost, ask for a failover that accepts"
                        + " it, `dr failover --accept-unfenced` (ACCEPT_UNFENCED of drFailoverRunbook); what is written to "
                        + instance + " afterwards is lost."));
    }
}
