package io.labelmint.dr.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The only source of time in the product: what time it is, and doing something later.
 *
 * <p>Nothing else reads a clock or sleeps (a test of the architecture holds this), so the same code runs against the
 * wall clock and, in rehearsals and tests, against a virtual one on which four hours pass in a second.
 */
public interface Timeline {

    /** The wall-clock time, UTC. */
    Instant now();

    /** Monotonic time in nanoseconds, for measuring how long something took; unrelated to {@link #now()}. */
    long nanos();

    /** Runs {@code task} once, {@code delay} from now or as soon after as possible. Never runs it inside this call. */
    Scheduled in(Duration delay, Runnable task);

    /**
     * Returns the result of {@code future}, letting time pass until it is there. Only the outermost code (a command
     * line, a test) may call this; everything else schedules.
     */
    <T> T join(CompletableFuture<T> future);

    /** A task that has been scheduled. */
    interface Scheduled {
        /** Prevents the task from running if it has not begun. */
        void cancel();
    }
}
