package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.rehearsal.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on real files, killed for real: what the next one finds is enough to end as if nothing had been. */
class KilledProcessTest {
    private static final Path ESTATE = Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml");

    @TempDir
    Path folder;

    private Estate estate;
    private List<String> expected;

    @BeforeEach
    void whatAnUninterruptedRehearsalEndsWith() {
        estate = EstateLoader.load(ESTATE);
        assertThat(rehearse("whole")).isLessThanOrEqualTo(ExitCode.RED);
        expected = inventory("whole");
    }

    @Test
    void aProcessThatHaltsAfterEveryFewLedgerEntriesIsGoneOnWith() throws Exception {
        Path place = folder.resolve("halted").resolve(estate.name());
        Path output = folder.resolve("output.txt");
        int deaths = 0;
        while (Child.start(output, HaltingRehearsal.class, place, ESTATE, 10).join() == HaltingRehearsal.HALTED) {
            deaths++;
            assertThat(deaths).as(Files.readString(output)).isLessThan(100);
        }

        assertThat(deaths).isGreaterThan(3);
        assertThat(rehearseAgainIfOpen("halted")).isLessThanOrEqualTo(ExitCode.RED);
        endsLike(expected, inventory("halted"));
    }

    @Test
    void sigkillAtAnyMomentLosesNothing() throws Exception {
        long seed = 20261122;
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Path output = folder.resolve("output.txt");
        Files.createFile(output);
        for (int kill = 0; kill < 5; kill++) {
            // A pace at which the night takes about ten seconds, so that the kill meets it at any point.
            Child child = Child.start(
                    output,
                    Dr.class,
                    "rehearse",
                    "daily",
                    "-e",
                    ESTATE,
                    "--folder",
                    folder.resolve("killed"),
                    "--pace",
                    "400");
            boolean ended = child.process().waitFor(2000 + random.nextInt(3000), TimeUnit.MILLISECONDS);
            child.process().destroyForcibly().waitFor();
            if (ended) {
                break;
            }
        }

        assertThat(rehearseAgainIfOpen("killed")).as(Files.readString(output)).isLessThanOrEqualTo(ExitCode.RED);
        endsLike(expected, inventory("killed"));
    }

    /**
     * The same resources; and the same notices, word for word, or one fewer where a process died while it was sending one: that must
     * not be sent again.
     */
    private static void endsLike(List<String> expected, List<String> actual) {
        assertThat(withoutMessages(actual)).isEqualTo(withoutMessages(expected));
        assertThat(messages(expected)).containsAll(messages(actual));
    }

    private static List<String> messages(List<String> inventory) {
        return inventory.stream().filter(line -> line.contains(" sns message ")).toList();
    }

    private static List<String> withoutMessages(List<String> inventory) {
        return inventory.stream()
                .filter(line -> !line.contains(" sns message "))
                .toList();
    }

    private int rehearseAgainIfOpen(String name) throws Exception {
        Path ledgers = folder.resolve(name).resolve(estate.name()).resolve("ledgers");
        if (!Files.exists(ledgers)) {
            return rehearse(name); // every process was killed before it began
        }
        try (Stream<Path> files = Files.list(ledgers)) {
            boolean closed = files.filter(file -> file.getFileName().toString().startsWith("daily-"))
                    .allMatch(KilledProcessTest::closed);
            return closed ? ExitCode.GREEN : rehearse(name);
        }
    }

    private static boolean closed(Path ledger) {
        try {
            String text = Files.readString(ledger);
            return ledger.toString().endsWith(".lock") || text.contains("\"what\":\"closed\"");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int rehearse(String name) {
        return Dr.commandLine()
                .execute(
                        "rehearse",
                        "daily",
                        "-e",
                        ESTATE.toString(),
                        "--folder",
                        folder.resolve(name).toString());
    }

    private List<String> inventory(String name) {
        Path world = folder.resolve(name).resolve(estate.name()).resolve("world");
        try (Rehearsal rehearsal = Rehearsal.open(world, estate)) {
            // But for the number of entries in the ledgers: who goes on records that, too.
            String state = estate.state().bucket().orElseThrow();
            return rehearsal.world().inventory().stream()
                    .filter(line -> !line.contains(" " + state + " "))
                    .toList();
        }
    }
}
