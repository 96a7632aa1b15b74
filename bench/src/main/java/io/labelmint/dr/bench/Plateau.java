package io.labelmint.dr.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What it takes while so many builds wait at once and nothing else happens.
 *
 * @param builds how many
 * @param threads at most at the same time, that were not there before the first build
 * @param heapEach bytes in use after collection, for each build more than on the first plateau; 0 on that
 * @param files open, more than before the first build; meaningless where the platform does not tell
 * @param reads calls that read RDS, since before the first build
 * @param readsPerMinute the same, while all wait
 * @param mostReadsPerMinute the same, to the region that was asked most
 */
record Plateau(
        int builds,
        int threads,
        double heapEach,
        long files,
        int reads,
        double readsPerMinute,
        double mostReadsPerMinute) {

    /**
     * How long is measured.
     *
     * @param settle until those who were busy with beginning are idle
     * @param watch in which calls are counted, and threads
     */
    record Times(Duration settle, Duration watch) {}

    /** One after the other: the builds of {@code sizes} in one controller, to which the missing ones are added. */
    static List<Plateau> climb(
            WaitingBuilds waiting,
            EndpointProcess aws,
            List<String> regions,
            Path home,
            Map<String, String> environment,
            List<Integer> sizes,
            Times times)
            throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int threadsBefore = threads.getThreadCount();
        long filesBefore = OpenFiles.count();
        List<Plateau> plateaus = new ArrayList<>();
        List<BuildContext> builds = new ArrayList<>();
        int first = sizes.get(0);
        long heapOfFirst = 0;
        for (int size : sizes) {
            while (builds.size() < size) {
                int i = builds.size();
                BuildContext build = new BuildContext(home, "build-" + i, environment);
                builds.add(build);
                waiting.step(build, regions.get(i % regions.size()), SimulatedEndpoint.database(i / regions.size()))
                        .start();
            }
            while (aws.calls().snapshots() < size) {
                proveWaiting(builds);
                TimeUnit.MILLISECONDS.sleep(100);
            }
            sleep(times.settle());
            threads.resetPeakThreadCount();
            SimulatedEndpoint.Calls before = aws.calls();
            long begin = System.nanoTime();
            sleep(times.watch());
            SimulatedEndpoint.Calls after = aws.calls();
            double minutes = (System.nanoTime() - begin) / 60e9;
            int peak = threads.getPeakThreadCount();
            proveWaiting(builds);
            long heap = Heap.used();
            if (size == first) {
                heapOfFirst = heap;
            }
            plateaus.add(new Plateau(
                    size,
                    peak - threadsBefore,
                    (heap - heapOfFirst) / (double) Math.max(1, size - first),
                    OpenFiles.count() - filesBefore,
                    after.reads(),
                    (after.reads() - before.reads()) / minutes,
                    (after.mostReads() - before.mostReads()) / minutes));
        }
        return plateaus;
    }

    private static void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private static void proveWaiting(List<BuildContext> builds) throws IOException {
        for (BuildContext build : builds) {
            if (build.end().isPresent()) {
                throw new IOException("a build did not wait: " + build.end().get());
            }
        }
    }
}
