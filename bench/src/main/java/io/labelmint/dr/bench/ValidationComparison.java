package io.labelmint.dr.bench;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.time.SystemTimeline;
import io.labelmint.dr.validation.Catalog;
import io.labelmint.dr.validation.DatabaseProbe;
import io.labelmint.dr.validation.DatabaseValidation;
import io.labelmint.dr.validation.Known;
import io.labelmint.dr.validation.Restored;
import io.labelmint.dr.validation.TableName;
import io.labelmint.dr.validation.postgres.PostgresProbes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Validation of a restored database beside psql, which counts, and pg_amcheck, which checks. */
final class ValidationComparison {
    static final long ROWS = 10_000_000;

    private static final int RUNS = 3;
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final TableName ORDERS = TableName.of("public.orders");

    private final PrintStream out;
    private final RestoredOrders copy;
    private final Optional<Path> programs;
    private final SystemTimeline timeline = new SystemTimeline();

    private ValidationComparison(PrintStream out, RestoredOrders copy, Optional<Path> programs) {
        this.out = out;
        this.copy = copy;
        this.programs = programs;
    }

    static void print(PrintStream out, long rows, Optional<Path> programs)
            throws IOException, SQLException, InterruptedException {
        try (ScratchFolder folder = ScratchFolder.create();
                RestoredOrders copy = new RestoredOrders(folder.path())) {
            Instant moment = copy.restore(rows).plusSeconds(60);
            out.printf("A table of %,d rows with two B-trees; %d runs in turns, the medians%n%n", rows, RUNS);
            new ValidationComparison(out, copy, programs).print(moment);
        }
    }

    private void print(Instant moment) throws IOException, InterruptedException {
        // First, as after a restore, when nothing of the copy is in the memory of the server.
        long before = Heap.used();
        long begin = System.nanoTime();
        List<Finding> findings = new DatabaseValidation(new PostgresProbes(timeline), timeline)
                .validate(
                        copy.estate,
                        copy.estate.databases().get(0),
                        copy.address(RestoredOrders.COPY),
                        new Restored(moment, "bench"),
                        Known.NOTHING);
        Duration whole = Duration.ofNanos(System.nanoTime() - begin);
        long after = Heap.used();
        findings.forEach(finding -> out.printf(
                "%-20s %-10s %,8d ms%n",
                finding.check(),
                finding.verdict(),
                Long.parseLong(finding.facts().get("ms"))));
        out.printf(
                "%nThe whole: %,d ms; heap after it, less heap before: %,d KB%n%n",
                whole.toMillis(), (after - before) >> 10);
        compare();
        timeline.close();
    }

    private void compare() throws IOException, InterruptedException {
        List<Duration> counts = new ArrayList<>();
        List<Duration> psql = new ArrayList<>();
        List<Duration> checks = new ArrayList<>();
        List<Duration> amcheck = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            counts.add(timed(probe -> probe.count(ORDERS, Optional.empty())));
            peer("psql", "-XAtqc", "select count(*) from public.orders").ifPresent(psql::add);
            checks.add(timed(ValidationComparison::check));
            peer("pg_amcheck", "--heapallindexed", "--table=public.orders").ifPresent(amcheck::add);
        }
        out.printf("%-44s %10s %10s %8s%n", "", "dr, ms", "peer, ms", "dr/peer");
        row("rows, past every index; psql: count(*)", counts, psql);
        row("heap and B-trees; pg_amcheck: the same", checks, amcheck);
    }

    private static void check(DatabaseProbe probe) {
        List<String> damage = new ArrayList<>(probe.corruptionOfHeap(ORDERS));
        for (Catalog.Index index : probe.catalog().indexes()) {
            probe.corruptionOfIndex(index.name()).ifPresent(damage::add);
        }
        if (!damage.isEmpty()) {
            throw new IllegalStateException("the copy is sound, but " + damage);
        }
    }

    private interface Questions {
        void ask(DatabaseProbe probe);
    }

    /** From connecting to the end, as a program that is started is timed. */
    private Duration timed(Questions questions) {
        long begin = System.nanoTime();
        try (DatabaseProbe probe = new PostgresProbes(timeline).connect(copy.address(RestoredOrders.COPY), LIMIT)) {
            questions.ask(probe);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private Optional<Duration> peer(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(programs.map(folder -> folder.resolve(program).toString()).orElse(program));
        command.addAll(List.of(
                "--host=localhost",
                "--port=" + copy.port(),
                "--username=" + RestoredOrders.SUPERUSER,
                "-d",
                RestoredOrders.COPY));
        command.addAll(List.of(arguments));
        long begin = System.nanoTime();
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            out.println("not here: " + program);
            return Optional.empty();
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            out.println(program + " failed: " + said.strip());
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(System.nanoTime() - begin));
    }

    private void row(String what, List<Duration> dr, List<Duration> peer) {
        Duration ours = new Quantiles(dr).median();
        if (peer.isEmpty()) {
            out.printf("%-44s %,10d %10s%n", what, ours.toMillis(), "-");
            return;
        }
        Duration theirs = new Quantiles(peer).median();
        out.printf(
                "%-44s %,10d %,10d %8.2f%n",
                what, ours.toMillis(), theirs.toMillis(), ours.toNanos() / (double) theirs.toNanos());
    }
}
