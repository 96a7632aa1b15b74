package io.labelmint.dr.bench;

import io.labelmint.dr.rehearsal.Fleet;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * A thousand snapshots are waited for at once, by the engine and by one waiter of the AWS SDK each: the same snapshots of
 * two equal simulated worlds.
 */
final class WaitsComparison {
    private static final List<String> REGIONS =
            List.of("us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1");

    /** First and full snapshots, which take from a minute to twenty. */
    private static final Fleet.Size EACH = new Fleet.Size(Fleet.MOST_DB_SNAPSHOTS, 100, 0, 0);

    private static final Fleet.Size ONE = new Fleet.Size(1, 0, 0, 0);

    private WaitsComparison() {}

    static void print(PrintStream out) throws IOException, InterruptedException {
        print(out, REGIONS, EACH, SdkWaits.PACE);
    }

    /** Compares on fleets of any size, which a test keeps small. */
    static void print(PrintStream out, List<String> regions, Fleet.Size size, int pace)
            throws IOException, InterruptedException {
        EngineWaits alone = new EngineWaits(regions.subList(0, 1), ONE);
        EngineWaits many = new EngineWaits(regions, size);
        SdkWaits peer = new SdkWaits(regions, size, pace);

        Waited engine = many.run();
        Waited waiters = peer.run();
        alone.standing(); // once for what is loaded then and kept for good
        EngineWaits.Standing one = alone.standing();
        EngineWaits.Standing all = many.standing();

        out.printf("%d waits in %d regions; virtual time%n%n", engine.operations(), regions.size());
        out.printf("%-44s %14s %14s %8s%n", "", "dr", "SDK waiters", "ratio");
        row(out, "describe calls in all", engine.reads().size(), waiters.reads().size());
        row(out, "describe calls a minute", engine.readsPerMinute(), waiters.readsPerMinute());
        row(out, "  to the service and region asked most", engine.mostPerMinute(), waiters.mostPerMinute());
        row(out, "threads while all wait", all.threads(), peer.mostThreads());
        late(out, "median", engine, waiters, 50);
        late(out, "p95", engine, waiters, 95);
        late(out, "most", engine, waiters, 100);
        row(out, "minutes until all were noticed", minutes(engine.lasted()), minutes(waiters.lasted()));
        row(out, "came to no good end", engine.failed(), waiters.failed());
        out.printf(
                "%nThreads of RdsAsyncWaiter, one a region shared by all RDS snapshots, its HTTP client aside: %d%n",
                peer.asyncThreads());
        out.printf(
                "Heap of the engine: %,d KB with 1 wait (%d threads), %,d KB with %d (%.1f KB each); files open: %d%n",
                one.heap() >> 10,
                one.threads(),
                all.heap() >> 10,
                engine.operations(),
                (all.heap() - one.heap()) / 1024.0 / Math.max(1, engine.operations() - 1),
                all.files());
    }

    private static void row(PrintStream out, String what, double dr, double sdk) {
        out.printf("%-44s %,14.1f %,14.1f %8s%n", what, dr, sdk, sdk == 0 ? "" : "%.3f".formatted(dr / sdk));
    }

    private static void late(PrintStream out, String what, Waited engine, Waited waiters, int percent) {
        row(
                out,
                "noticed late by, s, " + what,
                seconds(engine.late().at(percent)),
                seconds(waiters.late().at(percent)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double minutes(Duration duration) {
        return duration.toMillis() / 60_000.0;
    }
}
