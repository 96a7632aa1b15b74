package io.labelmint.dr.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The ledger beside bare forces and plain SHA-256, measured by JMH. */
final class LedgerComparison {
    private LedgerComparison() {}

    static void print(PrintStream out, Path disk) throws RunnerException, IOException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(LedgerBenchmark.class.getName())
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        out.printf("File system: %s%n%n", Files.getFileStore(disk).type());
        out.printf("%-32s %12s %12s %8s%n", "", "dr", "peer", "dr/peer");
        double append = quantile(results, "append", 50);
        double force = quantile(results, "force", 50);
        row(out, "durable append, us, median", append, force);
        row(out, "durable append, us, p99", quantile(results, "append", 99), quantile(results, "force", 99));
        row(out, "appends a second, at the median", 1e6 / append, 1e6 / force);
        double bytes = LedgerBenchmark.storedBytes();
        row(out, "verified, MB/s, median", speed(results, "verify", bytes, 50), speed(results, "sha256", bytes, 50));
        row(
                out,
                "verified, MB/s, at its fastest",
                speed(results, "verify", bytes, 0),
                speed(results, "sha256", bytes, 0));
        out.printf("%nVerified: %,d entries, %.1f MB%n", LedgerBenchmark.Stored.ENTRIES, bytes / 1e6);
    }

    private static void row(PrintStream out, String what, double dr, double peer) {
        out.printf("%-32s %,12.1f %,12.1f %8.3f%n", what, dr, peer, dr / peer);
    }

    /** Other work on the machine shows in the mean and the last quantiles, less in the median, least in the first. */
    private static double quantile(Collection<RunResult> results, String name, double percent) {
        return result(results, name).getPrimaryResult().getStatistics().getPercentile(percent);
    }

    /** Megabytes in a second, which are bytes in a microsecond. */
    private static double speed(Collection<RunResult> results, String name, double bytes, double percent) {
        return bytes / quantile(results, name, percent);
    }

    private static RunResult result(Collection<RunResult> results, String name) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
