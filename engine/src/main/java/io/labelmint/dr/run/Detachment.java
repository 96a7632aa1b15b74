package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way to make this process let go of work that goes on: an abort, a shutdown.
 *
 * <p>Nothing is begun after the request: a call that is being made is answered and recorded, no other is announced, and
 * the ledger is left open with the reason. What AWS was asked for goes on there. Whoever takes the work up again looks,
 * and does the rest.
 */
public final class Detachment {
    private final List<Runnable> listeners = new ArrayList<>();
    private Optional<Problem> reason = Optional.empty();

    /** One that is never requested. */
    public static Detachment never() {
        return new Detachment();
    }

    /** Lets go. {@code by} is told to people: {@code aborted by admin}. */
    public void request(String by) {
        List<Runnable> told;
        synchronized (this) {
            if (reason.isPresent()) {
                return;
            }
            reason = Optional.of(Problem.of(
                    "operation.detached",
                    "It was left open (" + by + "); what AWS was asked to do goes on there.",
                    "`dr resume` with its run finishes it. So does the same job, run again, where it is neither a restore"
                            + " nor approved by people: nothing is done twice."));
            told = List.copyOf(listeners);
        }
        told.forEach(Runnable::run);
    }

    /** Why this process lets go, if it was asked to. */
    public synchronized Optional<Problem> requested() {
        return reason;
    }

    /** Calls {@code listener} once, when the request comes; at once if it has come already. */
    void onRequest(Runnable listener) {
        synchronized (this) {
            if (reason.isEmpty()) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }
}
