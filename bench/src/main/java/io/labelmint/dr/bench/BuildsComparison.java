package io.labelmint.dr.bench;

import io.labelmint.dr.rehearsal.Fleet;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Five hundred builds wait at once, each in a step, for a snapshot of a database of its own: in {@code drBackup}, and in
 * one {@code SynchronousNonBlockingStepExecution} each. In real time, on AWS that is simulated in another process.
 */
final class BuildsComparison {
    private static final List<String> REGIONS =
            List.of("us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1");

    /** Alone, for what is there once for all of them; then few, many, and as many as the quotas of RDS allow. */
    private static final List<Integer> SIZES = List.of(1, 50, 200, REGIONS.size() * Fleet.MOST_DB_SNAPSHOTS);

    /** Workers of the plugin end when they were idle for 30 s, and polling slows down to its pace in the same time. */
    private static final Plateau.Times TIMES = new Plateau.Times(Duration.ofSeconds(45), Duration.ofSeconds(90));

    /** For an endpoint that takes any. */
    private static final String KEY = "anybody";

    private final List<Plateau> dr;
    private final List<Plateau> peer;

    private BuildsComparison(List<Plateau> dr, List<Plateau> peer) {
        this.dr = dr;
        this.peer = peer;
    }

    static void print(PrintStream out) throws Exception {
        out.printf(
                "Builds wait in steps, in %d regions; real time, %d s a row%n%n",
                REGIONS.size(), TIMES.watch().toSeconds());
        run(REGIONS, SIZES, TIMES).table(out);
    }

    /** Compares in as many regions, builds and seconds as are wanted, which a test keeps few. */
    static BuildsComparison run(List<String> regions, List<Integer> sizes, Plateau.Times times) throws Exception {
        Map<String, String> environment = Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", KEY);
        try (ScratchFolder folder = ScratchFolder.create()) {
            List<Plateau> peer;
            Path elsewhere = Files.createDirectory(folder.path().resolve("peer"));
            try (EndpointProcess aws = EndpointProcess.start(regions);
                    WaitingBuilds held = new HeldThreads(aws.url(), KEY)) {
                peer = Plateau.climb(held, aws, regions, elsewhere, environment, sizes, times);
            }
            Path home = Files.createDirectory(folder.path().resolve("dr"));
            try (EndpointProcess aws = EndpointProcess.start(regions);
                    WaitingBuilds steps = new DrBackupSteps(home, aws.url(), regions, sizes.get(sizes.size() - 1))) {
                return new BuildsComparison(Plateau.climb(steps, aws, regions, home, environment, sizes, times), peer);
            }
        }
    }

    void table(PrintStream out) {
        out.printf("%-44s %8s %14s %14s %8s%n", "", "builds", "dr", "a thread each", "ratio");
        rows(out, "threads", 0, Plateau::threads);
        rows(out, "describe calls a minute", 0, Plateau::readsPerMinute);
        rows(out, "  to the region asked most", 0, Plateau::mostReadsPerMinute);
        rows(out, "KB of heap for each build after the first", 1, plateau -> plateau.heapEach() / 1024);
        rows(out, "open files", 0, Plateau::files);
    }

    private void rows(PrintStream out, String what, int from, ToDoubleFunction<Plateau> number) {
        for (int i = from; i < dr.size(); i++) {
            double ours = number.applyAsDouble(dr.get(i));
            double theirs = number.applyAsDouble(peer.get(i));
            out.printf(
                    "%-44s %8d %,14.1f %,14.1f %8s%n",
                    i == from ? what : "",
                    dr.get(i).builds(),
                    ours,
                    theirs,
                    theirs <= 0 ? "" : "%.3f".formatted(ours / theirs));
        }
    }

    /** With builds in {@code drBackup}, in the order of the sizes. */
    List<Plateau> dr() {
        return dr;
    }

    /** With builds that hold a thread. */
    List<Plateau> peer() {
        return peer;
    }
}
