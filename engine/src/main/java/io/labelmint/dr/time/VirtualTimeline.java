package io.labelmint.dr.time;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Time that passes only when everybody is waiting: a queue of tasks and a clock that jumps from one to the next.
 *
 * <p>Single-threaded and deterministic: tasks run on the thread that calls {@link #join} or {@link #runUntil}, in
 * order of their time and, at the same time, in the order they were scheduled. With a pace, the jumps take real time, so
 * that a person can watch and a restart test can kill.
 */
public final class VirtualTimeline implements Timeline {
    private final PriorityQueue<Task> queue = new PriorityQueue<>();
    private final Instant start;
    private double pace;
    private Consumer<Instant> onAdvance = instant -> {};
    private Instant now;
    private long order;

    public VirtualTimeline(Instant start) {
        this.start = start;
        this.now = start;
    }

    /** From now on lets {@code virtualSeconds} pass in one real second; 0 means as fast as possible, as at first. */
    public void pace(double virtualSeconds) {
        this.pace = virtualSeconds;
    }

    /** Calls {@code listener} with every instant the clock moves to, before anything happens at that instant. */
    public void onAdvance(Consumer<Instant> listener) {
        this.onAdvance = listener;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanos() {
        return Duration.between(start, now).toNanos();
    }

    @Override
    public Scheduled in(Duration delay, Runnable task) {
        Task scheduled = new Task(now.plus(delay.isNegative() ? Duration.ZERO : delay), order++, task);
        queue.add(scheduled);
        return () -> queue.remove(scheduled);
    }

    /** Lets {@code duration} pass inside the running task, as a slow call does; tasks due meanwhile run late. */
    public void elapse(Duration duration) {
        advanceTo(now.plus(duration));
    }

    /** Lets {@code duration} pass inside the running task, as a call that hangs does; what is due meanwhile runs. */
    public void hang(Duration duration) {
        runUntil(now.plus(duration));
    }

    @Override
    public <T> T join(CompletableFuture<T> future) {
        while (!future.isDone()) {
            if (!step()) {
                throw new IllegalStateException("nothing is scheduled that could complete what is waited for");
            }
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Runs tasks until none is left or the next is later than {@code until}; the clock ends at {@code until}. */
    public void runUntil(Instant until) {
        while (!queue.isEmpty() && !queue.peek().at.isAfter(until)) {
            step();
        }
        advanceTo(until);
    }

    /** Forgets everything that is scheduled, as the death of the process does; the clock stands. */
    public void forget() {
        queue.clear();
    }

    /** Lets time pass to the next task and runs it; false if there is none. For who runs many things on one timeline. */
    public boolean step() {
        Task next = queue.poll();
        if (next == null) {
            return false;
        }
        advanceTo(next.at);
        next.task.run();
        return true;
    }

    private void advanceTo(Instant instant) {
        if (!instant.isAfter(now)) {
            return;
        }
        if (pace > 0) {
            double seconds = Duration.between(now, instant).toNanos() / 1e9 / pace;
            long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
        now = instant;
        onAdvance.accept(instant);
    }

    private record Task(Instant at, long order, Runnable task) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
