package io.labelmint.dr.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.evidence.ChainVerification.Witnesses;
import io.labelmint.dr.evidence.PackSample.Chosen;
import io.labelmint.dr.job.Version;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.RunKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sample is chosen by nobody, can be chosen again by everybody, and says what could not be counted. */
class PackSampleTest {
    private static final Json JSON = SampleRun.JSON;

    /** Fixed, so that a failure can be had again. */
    private static final long SEED = 20_261_127L;

    private static final PackQuery TESTS_OF_2026 =
            new PackQuery(Optional.of(2026), Optional.of("restore-test"), Optional.empty());
    private static final int TESTS = 12;
    private static final int RED = 3;

    @TempDir
    private Path folder;

    private Path packs;
    private ManyPacks runs;

    @BeforeEach
    void write() throws IOException {
        packs = folder.resolve("packs");
        runs = new ManyPacks(packs, JSON);
        Instant at = Instant.parse("2025-12-31T23:30:00Z");
        runs.run("restore-test", at, RunKind.REAL, true);
        for (int week = 0; week < TESTS; week++) {
            at = at.plus(Duration.ofDays(7));
            runs.run("check", at, RunKind.REAL, true);
            runs.run("restore-test", at.plus(Duration.ofHours(1)), RunKind.REAL, week % 4 != 0);
        }
        runs.run("restore-test", at, RunKind.REHEARSAL, true);
    }

    @Test
    void thePopulationIsWhatWasAskedForFailuresIncluded() {
        PackSample sample = sample(5);

        assertThat(sample.population()).hasSize(TESTS);
        assertThat(sample.redInPopulation()).isEqualTo(RED);
        assertThat(sample.chosen()).hasSize(5);
        assertThat(sample.population())
                .containsAll(sample.chosen().stream().map(Chosen::pack).toList());
        assertThat(sample.redInSample())
                .isEqualTo(sample.chosen().stream()
                        .filter(some -> !some.pack().green())
                        .count());
        assertThat(sample.rehearsals()).isEqualTo(1);
        assertThat(sample.complete()).isTrue();
    }

    @Test
    void everybodyChoosesTheSameWithAHashTool() {
        PackSample sample = sample(5);

        assertThat(sample.seed()).isEqualTo(runs.head());
        List<String> byHand = sample.population().stream()
                .map(pack -> Json.sha256(runs.head() + "\n" + pack.run().value()) + " " + pack.run())
                .sorted()
                .limit(5)
                .toList();
        assertThat(sample.chosen())
                .extracting(some -> some.rank() + " " + some.pack().run())
                .containsExactlyElementsOf(byHand);
    }

    @Test
    void theSameSeedChoosesTheSameWhereverThePacksLieAndMoreBeginsWithLess() throws IOException {
        System.out.println("PackSampleTest: seed " + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < 20; i++) {
            String seed = Long.toHexString(random.nextLong());
            int count = 1 + random.nextInt(TESTS);
            List<String> before = names(sample(count, seed));
            try (Stream<Path> all = Files.list(packs)) {
                for (Path pack : all.toList()) {
                    Path elsewhere = packs.resolve(random.nextInt(4) + "/" + random.nextInt(1_000_000));
                    Files.createDirectories(elsewhere.getParent());
                    if (Files.exists(pack.resolve(Seal.FILE))) {
                        Files.move(pack, elsewhere);
                    }
                }
            }
            assertThat(names(sample(count, seed))).as("seed %s", seed).isEqualTo(before);
            assertThat(names(sample(TESTS, seed)).subList(0, count)).isEqualTo(before);
        }
    }

    @Test
    void everyDamagedPackIsNamedWhateverIsDamaged() throws IOException {
        System.out.println("PackSampleTest: seed " + SEED);
        Random random = new Random(SEED);
        List<Path> files;
        try (Stream<Path> all = Files.walk(packs)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (int i = 0; i < 25; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] content = Files.readAllBytes(file);
            byte[] damaged = content.clone();
            damaged[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            String name = packs.relativize(file).getName(0).toString();

            PackSample sample = sample(TESTS);

            assertThat(sample.index().damaged())
                    .as("%s", file)
                    .singleElement()
                    .satisfies(pack -> assertThat(pack.folder()).isEqualTo(name));
            assertThat(sample.complete()).isFalse();
            assertThat(new SampleIndex(sample).doubts()).anyMatch(line -> line.contains(name));
            assertThat(names(sample)).doesNotContain(name);
            Files.write(file, content);
        }
        assertThat(sample(TESTS).complete()).isTrue();
    }

    @Test
    void aPackThatWasTakenAwayIsMissed() throws IOException {
        String red = sample(TESTS).population().stream()
                .filter(pack -> !pack.green())
                .findFirst()
                .orElseThrow()
                .folder();
        delete(packs.resolve(red));

        PackSample sample = sample(TESTS);

        assertThat(sample.population()).hasSize(TESTS - 1);
        assertThat(sample.complete()).isFalse();
        assertThat(new SampleIndex(sample).doubts()).singleElement().asString().contains("its pack is missing");
    }

    @Test
    void aFailureThatWasRunAgainIsCountedOnceAndTold() throws IOException {
        Instant day = Instant.parse("2026-06-01T02:00:00Z");
        Path place = runs.run("restore-test", day, RunKind.REAL, false);
        Path kept = folder.resolve("kept");
        Files.move(place, kept);
        runs.run("restore-test", day, RunKind.REAL, true);

        PackSample sample = sample(TESTS + 1);
        assertThat(sample.population()).hasSize(TESTS + 1);
        assertThat(sample.redInPopulation()).isEqualTo(RED);
        assertThat(new SampleIndex(sample).remarks())
                .anyMatch(line -> line.startsWith("1 pack of these runs was replaced"));
        assertThat(sample.complete()).isTrue();

        Files.move(kept, packs.resolve("kept"));
        PackSample both = sample(TESTS + 1);
        assertThat(both.population()).hasSize(TESTS + 1);
        assertThat(both.older()).extracting(IndexedPack::folder).containsExactly("kept");
        assertThat(new SampleIndex(both).remarks()).anyMatch(line -> line.endsWith("kept, red."));
    }

    @Test
    void moreThanThereAreIsSaidAndAllOfThemGiven() {
        PackSample sample = sample(100);

        assertThat(sample.chosen()).hasSize(TESTS);
        assertThat(new SampleIndex(sample).summary())
                .contains("Sample: 100 were asked for and there are only 12, so all of them, 3 red.");
    }

    @Test
    void whereThereIsNoneItSaysWhatThereIs() {
        assertThatThrownBy(() -> PackSample.of(
                        index(),
                        new PackQuery(Optional.of(2024), Optional.empty(), Optional.empty()),
                        5,
                        Optional.empty()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("evidence.none-chosen");
                    assertThat(e.problem().summary()).isEqualTo("There are no intact packs begun in 2024.");
                    assertThat(e.problem().remedy())
                            .contains(
                                    "2025: restore-test 1; 2026: check 12, rehearsal of restore-test 1, restore-test 12");
                });
    }

    @Test
    void whatWasOnlyRehearsedIsNoSampleUnlessAskedFor() throws IOException {
        Path rehearsed = folder.resolve("rehearsed");
        new ManyPacks(rehearsed, JSON)
                .run("restore-test", Instant.parse("2026-03-01T00:00:00Z"), RunKind.REHEARSAL, true);
        PackIndex index = PackIndex.of(rehearsed, Witnesses.NONE, JSON);

        assertThatThrownBy(() -> PackSample.of(index, TESTS_OF_2026, 1, Optional.empty()))
                .hasMessageContaining("--kind rehearsal");
        PackQuery asked = new PackQuery(Optional.empty(), Optional.empty(), Optional.of(RunKind.REHEARSAL));
        assertThat(PackSample.of(index, asked, 1, Optional.empty()).chosen()).hasSize(1);
    }

    @Test
    void aCopyHoldsWholePacksAndEverythingToChooseThemAgain() throws IOException {
        PackSample sample = sample(5);
        Path to = folder.resolve("sample");
        new SampleCopy(packs, to).write(sample, JSON);

        EvidenceVerification verification = new EvidenceVerification(JSON, Version.CURRENT);
        for (Chosen some : sample.chosen()) {
            assertThat(verification
                            .verify(to.resolve(some.pack().run().value()))
                            .flaws())
                    .isEmpty();
        }
        List<String> population = Files.readAllLines(to.resolve("population.txt"));
        JsonNode index = JSON.read(Files.readString(to.resolve("index.json")), JsonNode.class);
        List<String> again = population.stream()
                .map(run -> Json.sha256(index.path("seed").asText() + "\n" + run) + run)
                .sorted()
                .limit(index.path("asked").asInt())
                .toList();
        assertThat(index.path("chosen"))
                .extracting(
                        some -> some.path("rank").asText() + some.path("run").asText())
                .containsExactlyElementsOf(again);
        assertThat(index.path("complete").asBoolean()).isTrue();
        assertThat(Files.readString(to.resolve("index.md")))
                .contains("Population: 12 packs of job restore-test, begun in 2026, 3 of them red.", runs.head());
    }

    @Test
    void aCopyMixesWithNothing() throws IOException {
        PackSample sample = sample(2);
        Path taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("note.txt"), "mine");
        for (Path to : List.of(packs.resolve("sample"), packs, folder, taken)) {
            assertThatThrownBy(() -> new SampleCopy(packs, to).write(sample, JSON))
                    .as("%s", to)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("evidence.in-the-way"));
        }
        assertThat(taken).isDirectoryContaining(path -> path.endsWith("note.txt"));
    }

    private PackSample sample(int count) {
        return PackSample.of(index(), TESTS_OF_2026, count, Optional.empty());
    }

    private PackSample sample(int count, String seed) {
        return PackSample.of(index(), TESTS_OF_2026, count, Optional.of(seed));
    }

    private PackIndex index() {
        return PackIndex.of(packs, Witnesses.NONE, JSON);
    }

    private static List<String> names(PackSample sample) {
        return sample.chosen().stream().map(some -> some.pack().run().value()).toList();
    }

    private static void delete(Path pack) throws IOException {
        try (Stream<Path> all = Files.walk(pack)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
