package io.labelmint.dr.run;

import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where calls of AWS are made: one lane per region, so that a region that hangs holds up nobody but itself, and however
 * many operations wait, there is one thread a region.
 */
public interface Lanes extends AutoCloseable {
    /** After which a thread goes: longer than operations that wait are silent. */
    Duration IDLE = Duration.ofMinutes(3);

    /** Runs {@code task} soon on the lane of {@code region}; never inside this call. */
    void run(String region, Runnable task);

    @Override
    void close();

    /**
     * Everything on the timeline itself: for a virtual timeline, which is single-threaded. While a call hangs, the
     * timeline runs what is due on other lanes; what its own lane is asked for waits, as it would for a thread.
     */
    static Lanes on(Timeline timeline) {
        return new Lanes() {
            private final Map<String, Deque<Runnable>> waiting = new HashMap<>();

            @Override
            public void run(String region, Runnable task) {
                timeline.in(Duration.ZERO, () -> enter(region, task));
            }

            private void enter(String region, Runnable task) {
                if (waiting.containsKey(region)) {
                    waiting.get(region).add(task);
                    return;
                }
                waiting.put(region, new ArrayDeque<>());
                try {
                    task.run();
                } finally {
                    waiting.remove(region).forEach(next -> run(region, next));
                }
            }

            @Override
            public void close() {}
        };
    }

    /** A daemon thread per region, which goes when nothing was asked of it for a while. */
    static Lanes threads() {
        return new Lanes() {
            private final Map<String, ExecutorService> lanes = new ConcurrentHashMap<>();

            @Override
            public void run(String region, Runnable task) {
                lanes.computeIfAbsent(region, Lanes::lane).execute(task);
            }

            @Override
            public void close() {
                lanes.values().forEach(ExecutorService::shutdownNow);
            }
        };
    }

    private static ExecutorService lane(String region) {
        ThreadPoolExecutor lane =
                new ThreadPoolExecutor(1, 1, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "dr-" + region);
                    thread.setDaemon(true);
                    return thread;
                });
        lane.allowCoreThreadTimeOut(true);
        return lane;
    }
}
