package io.labelmint.dr.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.RunKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidencePackTest {
    @TempDir
    private Path folder;

    @Test
    void aPackThatNobodyTouchedIsIntactAndNothingMoreIsClaimed() {
        EvidencePack pack = small();

        var verification = verify(pack.writeTo(evidence()));

        assertThat(verification.flaws()).isEmpty();
        assertThat(verification.conclusion()).isEqualTo("intact, signed with the key it brings along");
        assertThat(verification.digest()).contains(pack.digest());
    }

    @Test
    void itHoldsWhatItWasMadeFrom() throws IOException {
        SampleRun run = SampleRun.small(folder.resolve("ledgers"));

        Path written = run.pack().writeTo(evidence());

        assertThat(written.resolve("estate.yaml")).hasContent(run.estate());
        assertThat(written.resolve("evidence.json")).hasContent(SampleRun.JSON.canonical(run.evidence()));
        assertThat(SampleRun.JSON.read(Files.readString(written.resolve("evidence.json")), Evidence.class))
                .isEqualTo(run.evidence());
        run.ledgers()
                .forEach((operation, text) -> assertThat(written.resolve("ledgers/" + operation + ".jsonl"))
                        .hasContent(text));
    }

    @Test
    void theDigestIsTheHashOfTheManifest() throws IOException {
        EvidencePack pack = small();

        Path written = pack.writeTo(evidence());

        assertThat(Json.sha256(Files.readAllBytes(written.resolve("manifest.sha256"))))
                .isEqualTo(pack.digest());
    }

    @Test
    void theSameRunGivesTheSameBytes() {
        assertThat(SampleRun.small(folder.resolve("one")).pack().digest())
                .isEqualTo(SampleRun.small(folder.resolve("other")).pack().digest());
    }

    @Test
    void sha256sumReadsTheManifest() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/sha256sum")), "sha256sum is not installed");
        Path written = small().writeTo(evidence());

        Process check = new ProcessBuilder("/usr/bin/sha256sum", "--check", "--strict", "manifest.sha256")
                .directory(written.toFile())
                .redirectErrorStream(true)
                .start();

        List<String> lines = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(check.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(lines)
                .hasSameSizeAs(files(written).stream()
                        .skip(1 + SealReading.FILES.size()) // the manifest, and what names it
                        .toList())
                .allMatch(line -> line.endsWith(": OK"));
        assertThat(check.exitValue()).isZero();
    }

    @Test
    void writtenTwiceItIsTheSameAndLeavesNothingBeside() throws IOException {
        EvidencePack pack = small();
        Path first = pack.writeTo(evidence());

        Path second = pack.writeTo(evidence());

        assertThat(second).isEqualTo(first);
        assertThat(verify(second).flaws()).isEmpty();
        assertThat(siblings()).containsExactly(SampleRun.RUN.value());
    }

    @Test
    void aNewerPackOfTheSameRunReplacesTheOlder() {
        small().writeTo(evidence());
        EvidencePack newer = SampleRun.small(folder.resolve("more"))
                .finding(SampleRun.passed("postgres.encrypted", "orders-db", "It is."))
                .pack();

        Path written = newer.writeTo(evidence());

        assertThat(verify(written).digest()).contains(newer.digest());
    }

    @Test
    void whatAProcessThatDiedLeftIsPutRight() throws IOException {
        EvidencePack pack = small();
        Path written = pack.writeTo(evidence());
        Path replaced = evidence().resolve("." + SampleRun.RUN + ".replaced");
        Path partial = Files.createDirectories(evidence().resolve("." + SampleRun.RUN + ".0.partial"));
        Files.writeString(partial.resolve("report.html"), "half");
        Files.move(written, replaced);

        pack.writeTo(evidence());

        assertThat(verify(written).flaws()).isEmpty();
        assertThat(siblings()).containsExactly(SampleRun.RUN.value());
    }

    @Test
    void aFailedWritingBringsBackWhatADeadProcessHadMovedAway() throws IOException {
        Path written = small().writeTo(evidence());
        Path replaced = evidence().resolve("." + SampleRun.RUN + ".replaced");
        Files.writeString(written.resolve("report.html"), "changed");
        Files.move(written, replaced);

        assertThatThrownBy(() -> small().writeTo(evidence())).isInstanceOf(ProblemException.class);

        assertThat(written.resolve("report.html")).hasContent("changed");
    }

    @Test
    void whatIsNotAnIntactPackOfTheSameRunIsNeverReplaced() throws IOException {
        Path target = Files.createDirectories(evidence().resolve(SampleRun.RUN.value()));
        small().writeTo(evidence());
        Files.writeString(target.resolve("notes.txt"), "mine");

        assertProblem("evidence.in-the-way", target.toString());

        assertThat(target.resolve("notes.txt")).hasContent("mine");
        assertThat(siblings()).containsExactly(SampleRun.RUN.value());
    }

    @Test
    void aFolderThatCannotBeMadeIsAProblemWithARemedy() throws IOException {
        Files.writeString(evidence(), "a file where the folder should be");

        assertProblem("evidence.unwritable", evidence().toString());
    }

    @Test
    void aFullDiskIsToldFromAForbiddenFolder() {
        PackFolder pack = new PackFolder(evidence(), SampleRun.RUN);

        assertThat(pack.problem(new FileSystemException("x", null, "No space left on device"))
                        .problem()
                        .code())
                .isEqualTo("evidence.disk-full");
        assertThat(pack.problem(new FileSystemException("x", null, "Read-only file system"))
                        .problem())
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("evidence.unwritable");
                    assertThat(problem.summary()).contains("(Read-only file system)");
                });
        assertThat(pack.problem(new IOException("No space left on device"))
                        .problem()
                        .code())
                .isEqualTo("evidence.disk-full");
    }

    @Test
    void aPackWithoutALedgerIsNotMade() {
        SampleRun run = SampleRun.small(folder.resolve("ledgers"));
        Evidence evidence = run.evidence();
        run.ledgers().remove(SampleRun.RUN);

        assertThatThrownBy(() -> EvidencePack.of(evidence, run.ledgers(), run.estate(), SampleRun.JSON))
                .hasMessageContaining(SampleRun.RUN.value());
    }

    @Test
    void aRunThatDidNothingStillLeavesAPack() {
        Path written =
                SampleRun.empty(folder.resolve("ledgers"), RunKind.REAL).pack().writeTo(evidence());

        assertThat(verify(written).flaws()).isEmpty();
    }

    private void assertProblem(String code, String named) {
        assertThatThrownBy(() -> small().writeTo(evidence()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(named)
                .extracting(e -> ((ProblemException) e).problem())
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.remedy()).isNotBlank();
                });
    }

    private EvidencePack small() {
        Path ledgers = folder.resolve("ledgers");
        try (Stream<Path> older = Files.exists(ledgers) ? Files.list(ledgers) : Stream.empty()) {
            for (Path file : older.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return SampleRun.small(ledgers).pack();
    }

    private Path evidence() {
        return folder.resolve("evidence");
    }

    private List<String> siblings() throws IOException {
        try (Stream<Path> all = Files.list(evidence())) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static List<Path> files(Path pack) throws IOException {
        try (Stream<Path> all = Files.walk(pack)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static EvidenceVerification.Verification verify(Path pack) {
        return new EvidenceVerification(SampleRun.JSON, SampleRun.VERSION).verify(pack);
    }
}
