package io.labelmint.dr.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.evidence.ChainVerification.Result;
import io.labelmint.dr.evidence.ChainVerification.Witnesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes packs out of a chain, doubles, exchanges and moves them, and expects each to be found with nothing but files. */
class ChainVerificationTest {
    private static final int LENGTH = 7;

    /** Fixed, so that a failure can be had again. */
    private static final long SEED = 20_261_126L;

    private final ChainVerification verification = new ChainVerification(SampleRun.JSON);

    @TempDir
    private Path folder;

    private Path packs;
    private SampleChain chain;

    @BeforeEach
    void write() throws IOException {
        packs = folder.resolve("packs");
        EvidencePack content = SampleRun.small(folder.resolve("ledgers")).unsealed();
        chain = new SampleChain(content, packs).runs(LENGTH);
    }

    @Test
    void aWholeChainSaysHowManyRunsAndThatNothingRanBetweenThem() {
        Result result = verify();

        assertThat(result.flaws()).isEmpty();
        assertThat(result.rows()).singleElement().satisfies(row -> {
            assertThat(row.packs()).isEqualTo(LENGTH);
            assertThat(row.first()).isEqualTo(1);
            assertThat(row.last()).isEqualTo(LENGTH);
            assertThat(row.signed()).isEqualTo(LENGTH);
            assertThat(row.from()).isEqualTo("2026-01-01T02:00:00Z");
            assertThat(row.to()).isEqualTo("2026-01-01T08:10:01Z");
            assertThat(row.head()).isEqualTo(chain.seal(LENGTH).hash(SampleRun.JSON));
        });
        assertThat(result.remarks()).singleElement().asString().contains("--head");
    }

    /** Earlier versions sealed so: each signature proves itself. */
    @Test
    void aChainInWhichNoSealVouchesForAnotherIsVerifiedAsWell() throws IOException {
        chain.withoutVouching().runs(3);

        assertThat(verify().flaws()).isEmpty();
        assertThat(verify().rows().get(0).signed()).isEqualTo(LENGTH + 3);
        damage(chain.pack(LENGTH + 1).resolve("seal.sig"));
        assertThat(verify().flaws())
                .extracting(Flaw::file)
                .containsExactlyInAnyOrder("run-8/seal.json", "run-8/seal.sig");
    }

    /** Every signature but the last is held by a later seal, so that a bit of any of them is missed. */
    @Test
    void everyChangedSignatureIsFoundAtItsPack() throws IOException {
        for (int number = 1; number <= LENGTH; number++) {
            Path signature = chain.pack(number).resolve("seal.sig");
            byte[] whole = Files.readAllBytes(signature);
            damage(signature);
            String pack = "run-" + number;
            assertThat(verify().flaws())
                    .as(pack)
                    .isNotEmpty()
                    .allMatch(flaw -> flaw.file().startsWith(pack + "/seal."));
            Files.write(signature, whole);
        }
    }

    /** Whoever signs with the key vouches for what it was made after; what is no signature at all is found if nobody does. */
    @Test
    void whatIsNoSignatureIsFoundUnlessTheKeyVouchesForIt() throws IOException {
        chain.withoutVouching().runSigned(new byte[] {1, 2, 3}).run();

        assertThat(verify().flaws())
                .extracting(Flaw::toString)
                .anySatisfy(flaw -> assertThat(flaw).contains("run-8/seal.sig").contains("no signature"));
        assertThat(verify().rows().get(0).signed()).isEqualTo(LENGTH + 1);
    }

    /** A second signature of the same key over the same seal is good, and is not the one the next seal was made after. */
    @Test
    void anotherGoodSignatureInThePlaceOfOneIsFound() throws IOException {
        Files.write(
                chain.pack(3).resolve("seal.sig"),
                SampleKey.ONE.signAgain(Files.readAllBytes(chain.pack(3).resolve("seal.json"))));

        assertThat(verify().flaws())
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.toString())
                        .contains("run-3/seal.sig")
                        .contains("not the signature that seal 4 was made after"));
    }

    private static void damage(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }

    @Test
    void everyMissingPackIsFoundAndTheLastOnesByAWitness() throws IOException {
        Path register = chain.register(folder.resolve("register"));
        String head = chain.seal(LENGTH).hash(SampleRun.JSON);
        for (int number = 1; number <= LENGTH; number++) {
            Path pack = chain.pack(number);
            Path elsewhere = Files.move(pack, folder.resolve("elsewhere"));
            boolean last = number == LENGTH;
            assertThat(verify().intact()).as("without %d", number).isEqualTo(last);
            assertThat(verify(Optional.empty(), Optional.of(register)).flaws())
                    .as("without %d, against the register", number)
                    .extracting(Flaw::where, Flaw::what)
                    .anySatisfy(flaw -> assertThat(flaw.toString())
                            .contains("its pack is missing (run " + pack.getFileName() + ")"));
            assertThat(verify(Optional.of(head), Optional.empty()).intact())
                    .as("without %d, against the head", number)
                    .isFalse();
            Files.move(elsewhere, pack);
        }
        assertThat(verify(Optional.of(head), Optional.of(register)).flaws()).isEmpty();
    }

    @Test
    void everyRangeOfMissingPacksIsToldWithItsNeighbours() throws IOException {
        for (int number = 3; number <= 5; number++) {
            delete(chain.pack(number));
        }
        assertThat(verify().flaws())
                .extracting(Flaw::toString)
                .containsExactly("chain of labelmint-production, numbers 3 to 5: their packs are missing after run-2,"
                        + " before run-6");
    }

    @Test
    void everyDoubledPackIsFound() throws IOException {
        for (int number = 1; number <= LENGTH; number++) {
            Path copy = copy(chain.pack(number), packs.resolve("copy"));
            assertThat(verify().flaws())
                    .singleElement()
                    .satisfies(flaw -> assertThat(flaw.what()).contains("it is there twice"));
            delete(copy);
        }
    }

    @Test
    void everyPairOfExchangedSealsAndManifestsIsFoundAndFoldersMayBeNamedAtWill() throws IOException {
        for (int one = 1; one <= LENGTH; one++) {
            for (int other = one + 1; other <= LENGTH; other++) {
                // The content of these packs is the same, so only a seal that is not of its signature can be told.
                exchange(chain.pack(one).resolve("seal.json"), chain.pack(other).resolve("seal.json"));
                assertThat(verify().intact()).as("%d and %d", one, other).isFalse();
                exchange(chain.pack(one).resolve("seal.json"), chain.pack(other).resolve("seal.json"));
            }
        }
        exchange(chain.pack(2), chain.pack(5));
        assertThat(verify().flaws()).isEmpty();
    }

    @Test
    void aForkIsFound() throws IOException {
        Path other = folder.resolve("other");
        SampleChain fork =
                new SampleChain(SampleRun.small(folder.resolve("forked")).unsealed(), other).runs(2);
        fork.again(1);
        Files.move(fork.pack(3), packs.resolve("forked"));

        assertThat(verify().flaws())
                .extracting(Flaw::what)
                .anyMatch(what -> what.contains("has the number 3 too: the chain forks"));
    }

    @Test
    void aRunThatWasRunAgainLeavesNoGap() throws IOException {
        chain.again(3).run().again(3).run();

        Result result = verify();

        assertThat(result.flaws()).isEmpty();
        assertThat(result.rows()).singleElement().satisfies(row -> {
            assertThat(row.packs()).isEqualTo(LENGTH + 2);
            assertThat(row.replaced()).isEqualTo(2);
            assertThat(row.last()).isEqualTo(LENGTH + 4);
        });
        assertThat(verify(Optional.empty(), Optional.of(chain.register(folder.resolve("register"))))
                        .flaws())
                .isEmpty();
    }

    @Test
    void everyChangedEntryOfTheRegisterIsFound() throws IOException {
        System.out.println("ChainVerificationTest: seed " + SEED);
        Random random = new Random(SEED);
        Path register = chain.register(folder.resolve("register"));
        for (int number = 1; number <= LENGTH; number++) {
            Path entry = register.resolve("%08d.json".formatted(number));
            byte[] content = Files.readAllBytes(entry);
            byte[] damaged = content.clone();
            // Of the seal in it: its signature is held against the pack's own.
            int at = new String(content, java.nio.charset.StandardCharsets.US_ASCII).indexOf("{\"at\"");
            damaged[at + random.nextInt(content.length - at)] ^= (byte) (1 << random.nextInt(7));
            Files.write(entry, damaged);
            assertThat(verify(Optional.empty(), Optional.of(register)).intact())
                    .as("entry %d", number)
                    .isFalse();
            Files.delete(entry);
            assertThat(verify(Optional.empty(), Optional.of(register)).intact())
                    .as("without entry %d", number)
                    .isFalse();
            Files.write(entry, content);
        }
    }

    @Test
    void bytesChangedAnywhereInALongChainAreFound() throws IOException {
        System.out.println("ChainVerificationTest: seed " + SEED);
        Random random = new Random(SEED);
        chain.runs(60);
        List<Path> files;
        try (Stream<Path> all = Files.walk(packs)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (int i = 0; i < 60; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] content = Files.readAllBytes(file);
            byte[] damaged = content.clone();
            damaged[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            String name = packs.relativize(file).getName(0).toString();
            assertThat(verify().flaws())
                    .as("%s", file)
                    .anyMatch(flaw -> flaw.file().contains(name));
            Files.write(file, content);
        }
        assertThat(verify().flaws()).isEmpty();
    }

    @Test
    void aPackWithoutASealStandsInNoChain() throws IOException {
        for (String name : SealReading.FILES) {
            Files.delete(chain.pack(LENGTH).resolve(name));
        }
        assertThat(verify().flaws())
                .extracting(Flaw::toString)
                .containsExactly("run-7/seal.json: it is missing, so the pack stands in no chain");
    }

    @Test
    void anotherKeyThanTheOneDemandedIsFoundInEveryPack() {
        byte[] another = new SampleKey(SigningAlgorithm.ECDSA_SHA_256).publicKey();
        Result result =
                verification.verify(packs, new Witnesses(Optional.of(another), Optional.empty(), Optional.empty()));
        assertThat(result.flaws()).hasSize(LENGTH);
        byte[] own = SampleKey.ONE.publicKey();
        assertThat(verification
                        .verify(packs, new Witnesses(Optional.of(own), Optional.empty(), Optional.empty()))
                        .flaws())
                .isEmpty();
    }

    @Test
    void aFolderWithoutEvidenceIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> verification.verify(empty, Witnesses.NONE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("evidence.not-a-pack"));
    }

    private Result verify() {
        return verification.verify(packs, Witnesses.NONE);
    }

    private Result verify(Optional<String> head, Optional<Path> register) {
        return verification.verify(packs, new Witnesses(Optional.empty(), head, register));
    }

    private void exchange(Path one, Path other) throws IOException {
        Path between = folder.resolve("between");
        Files.move(one, between);
        Files.move(other, one);
        Files.move(between, other);
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        return to;
    }

    private static void delete(Path pack) throws IOException {
        try (Stream<Path> all = Files.walk(pack)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
