package io.labelmint.dr.jenkins.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * How many runs are worked on at once; the others wait their turn, first come first served, and hold no thread.
 */
final class Places {
    private final IntSupplier most;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    /** As many places as {@code most} says, each time somebody asks. */
    Places(IntSupplier most) {
        this.most = most;
    }

    /** Calls {@code turn} now or when a place is free; whoever gets a place gives it back. */
    void take(Runnable turn) {
        synchronized (this) {
            if (taken >= most.getAsInt()) {
                waiting.add(turn);
                return;
            }
            taken++;
        }
        turn.run();
    }

    /** Gives a place back. More than one may be free then, if there are more places now. */
    void giveBack() {
        List<Runnable> next = new ArrayList<>();
        synchronized (this) {
            taken--;
            while (!waiting.isEmpty() && taken < most.getAsInt()) {
                taken++;
                next.add(waiting.poll());
            }
        }
        next.forEach(Runnable::run);
    }
}
