package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.evidence.ManyPacks;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.ledger.RunKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an auditor sees who lists the evidence of a year and asks for some of it. */
final class EvidenceSampleTest {
    private static final Instant BEGIN = Instant.parse("2026-01-04T02:00:00Z");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path packs;
    private ManyPacks runs;

    @BeforeEach
    void write() throws IOException {
        packs = folder.resolve("packs");
        runs = new ManyPacks(packs, Capabilities.json());
        for (int week = 0; week < 6; week++) {
            runs.run("restore-test", BEGIN.plus(Duration.ofDays(7L * week)), RunKind.REAL, week != 2);
        }
        runs.run("drill", BEGIN.plus(Duration.ofDays(100)), RunKind.DRILL, true);
    }

    @Test
    void aListHasALineForEachPackAndNamesDamagedOnes() throws IOException {
        assertThat(dr("list", "--job", "restore-test")).as(err.toString()).isEqualTo(ExitCode.GREEN);
        assertThat(out.toString().lines())
                .hasSize(8)
                .startsWith("6 packs of job restore-test, 1 of them red.")
                .anyMatch(line -> line.matches(
                        "  2026-01-18 02:00:00 UTC  restore-test-acme-production-202601180200-\\w+  restore-test  real"
                                + "       RED          3  [0-9a-f]{12}"));

        Path damaged = runs.run("check", BEGIN, RunKind.REAL, true);
        Files.writeString(damaged.resolve("estate.yaml"), "estate: other\n");
        assertThat(dr("list", "--year", "2026", "--kind", "drill")).isEqualTo(ExitCode.RED);
        assertThat(out.toString())
                .contains("1 pack of kind drill, begun in 2026, 0 of them red.")
                .containsPattern(
                        "DAMAGED  check-\\S+ \\(number 8, run check-\\S+ by its seal\\): \\S+/estate.yaml: it was");
        dr("list", "--json");
        Map<?, ?> json = Capabilities.json().read(out.toString(), Map.class);
        assertThat((List<?>) json.get("packs")).hasSize(7);
        assertThat((List<?>) json.get("damaged")).hasSize(1);
    }

    @Test
    void aSampleSaysFromWhatAndByWhatItWasChosen() {
        Path to = folder.resolve("sample");
        assertThat(dr("sample", "--count", "3", "--year", "2026", "--job", "restore-test", "--out", to.toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.GREEN);
        assertThat(out.toString())
                .contains(
                        "Population: 6 packs of job restore-test, begun in 2026, 1 of them red.",
                        "Sample: 3 of them, ",
                        "Seed: " + runs.head() + " (the last seal).",
                        "Complete: ",
                        "(--head)");
        assertThat(to).isDirectoryContaining(path -> path.endsWith("index.md"));

        dr("sample", "--count", "3", "--job", "restore-test", "--head", runs.head(), "--json");
        Map<?, ?> json = Capabilities.json().read(out.toString(), Map.class);
        assertThat((List<?>) json.get("chosen")).hasSize(3);
        assertThat(json.get("complete")).isEqualTo(true);
        assertThat(dr("sample", "--count", "3", "--head", "0".repeat(64))).isEqualTo(ExitCode.RED);
        assertThat(out.toString()).contains("NOT COMPLETE", "later packs were removed, or added");
    }

    @Test
    void mistakesSayWhatToDo() throws IOException {
        assertThat(dr("sample", "--count", "0")).isEqualTo(ExitCode.MISUSED);
        assertThat(err.toString()).contains("nothing would be chosen: name at least 1");
        assertThat(dr("sample", "--count", "3", "--job", "restore-tests")).isEqualTo(ExitCode.MISUSED);
        assertThat(err.toString())
                .contains("There is no job 'restore-tests'. Name one of: daily, ", "restore-test, drill");
        assertThat(dr("sample", "--count", "3", "--year", "2019")).isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("no intact packs begun in 2019", "2026: drill 1, restore-test 6");
        assertThat(dr("sample", "--count", "3", "--out", packs.resolve("sample").toString()))
                .isEqualTo(ExitCode.UNFINISHED);
        assertThat(err.toString()).contains("Name a folder that is not there yet");
        packs = Files.createDirectories(folder.resolve("empty"));
        assertThat(dr("list")).isEqualTo(ExitCode.MISUSED);
        assertThat(err.toString()).contains("There is no evidence of a run in ");
    }

    private int dr(String command, String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Dr.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] args = new String[options.length + 3];
        args[0] = "evidence";
        args[1] = command;
        args[2] = packs.toString();
        IntStream.range(0, options.length).forEach(i -> args[i + 3] = options[i]);
        return line.execute(args);
    }
}
