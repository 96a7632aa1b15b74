package io.labelmint.dr.bench;

import io.labelmint.dr.evidence.ChainVerification;
import io.labelmint.dr.evidence.ChainVerification.Witnesses;
import io.labelmint.dr.evidence.ManyPacks;
import io.labelmint.dr.evidence.PackIndex;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.RunKind;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** The evidence of many runs, verified and listed, beside reading and hashing the same files, which nobody can do without. */
final class PacksComparison {
    /** Of a year: the daily, weekly and monthly jobs of an estate and its restore tests; a check every 26 minutes. */
    static final List<Integer> SIZES = List.of(1_000, 20_000);

    private static final int RUNS = 3;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Json JSON = Capabilities.json();

    private PacksComparison() {}

    static void print(PrintStream out, List<Integer> sizes) throws Exception {
        out.printf("%d runs in turns, the medians%n%n", RUNS);
        out.printf(
                "%8s %8s %8s %12s %12s %12s %10s %12s%n",
                "packs", "files", "MB", "verify, ms", "list, ms", "SHA-256, ms", "verify/", "heap of list");
        for (int size : sizes) {
            try (ScratchFolder folder = ScratchFolder.create()) {
                fill(folder.path(), size);
                print(out, folder.path(), size);
            }
        }
    }

    private static void print(PrintStream out, Path folder, int size) throws Exception {
        ChainVerification verification = new ChainVerification(JSON);
        List<Duration> verified = new ArrayList<>();
        List<Duration> listed = new ArrayList<>();
        List<Duration> hashed = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            verified.add(time(() -> {
                ChainVerification.Result result = verification.verify(folder, Witnesses.NONE);
                require(result.intact() && result.rows().get(0).packs() == size);
                return result;
            }));
            listed.add(time(() -> PackIndex.of(folder, Witnesses.NONE, JSON)));
            hashed.add(time(() -> hash(folder)));
        }
        long before = Heap.used();
        PackIndex index = PackIndex.of(folder, Witnesses.NONE, JSON);
        long heap = Heap.used() - before;
        require(index.packs().size() == size);
        long[] content = content(folder);
        Duration verify = new Quantiles(verified).median();
        Duration hash = new Quantiles(hashed).median();
        out.printf(
                "%,8d %,8d %,8d %,12d %,12d %,12d %10.2f %,9d KB%n",
                size,
                content[0],
                content[1] / 1_000_000,
                verify.toMillis(),
                new Quantiles(listed).median().toMillis(),
                hash.toMillis(),
                (double) verify.toNanos() / hash.toNanos(),
                heap >> 10);
    }

    private static void fill(Path folder, int size) throws IOException {
        ManyPacks packs = new ManyPacks(folder, JSON);
        Duration apart = Duration.ofDays(365).dividedBy(size);
        for (int i = 0; i < size; i++) {
            packs.run("check", BEGIN.plus(apart.multipliedBy(i)), RunKind.REAL, i % 50 != 0);
        }
    }

    private static Duration time(Callable<?> work) throws Exception {
        long begin = System.nanoTime();
        work.call();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** As many threads as the verification has. */
    private static int hash(Path folder) throws IOException {
        try (Stream<Path> packs = Files.list(folder)) {
            return packs.toList().parallelStream()
                    .mapToInt(PacksComparison::hashed)
                    .sum();
        }
    }

    private static int hashed(Path pack) {
        try (Stream<Path> all = Files.walk(pack)) {
            int hashed = 0;
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                hashed += Json.digest(Files.readAllBytes(file)).length;
            }
            return hashed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long[] content(Path folder) throws IOException {
        long[] content = new long[2];
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                content[0]++;
                content[1] += Files.size(file);
            }
        }
        return content;
    }

    private static void require(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalStateException("the packs are not what was written");
        }
    }
}
