package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.util.Optional;

/** Is told what happens in operations, as it happens. Must return quickly. */
public interface RunListener {
    /** Something was recorded. */
    void recorded(OperationId operation, Entry entry);

    /** An action is waited for. */
    default void waiting(OperationId operation, ActionId action, String phase, Duration elapsed, Estimate estimate) {}

    /**
     * An action cannot be looked at, as when its region does not answer: told once, until it can be again.
     *
     * @param budget how long it is tried before what comes after it goes on; empty if that waits
     */
    default void unseen(OperationId operation, ActionId action, Problem problem, Optional<Duration> budget) {}

    /**
     * Tells a listener something. What it throws is its own trouble: it is logged, and the operation goes on, because a
     * full log or a closed terminal must not stop a failover.
     */
    static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            System.getLogger(RunListener.class.getName()).log(System.Logger.Level.WARNING, "A listener failed", e);
        }
    }

    /** One that listens to nothing. */
    static RunListener none() {
        return (operation, entry) -> {};
    }
}
