package io.labelmint.dr.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FakeBuild;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.evidence.EvidenceVerification;
import io.labelmint.dr.evidence.PackReading;
import io.labelmint.dr.job.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.HttpResponses;

/** A page shows what a pack says, and says it loudly when the pack cannot be relied on. */
class KeptPacksTest {
    private static final String RUN = SamplePack.run();

    @TempDir
    private Path build;

    private Path pack;
    private DrRunAction action;

    @BeforeEach
    void keep() {
        pack = SamplePack.in(build.resolve(DrRunAction.FOLDER));
        action = new DrRunAction();
        action.onAttached(new FakeBuild(build.toFile()));
        action.add(RUN, SamplePack.ended().pack().digest());
    }

    private RunView view() {
        return action.view(RUN);
    }

    @Test
    void showsAnIntactPack() {
        assertThat(view().isReadable()).isTrue();
        assertThat(view().isChanged()).isFalse();
        assertThat(view().isRehearsal()).isTrue();
        assertThat(view().isGreen()).isFalse();
        assertThat(view().getTitle()).isEqualTo("Check of acme-production");
        assertThat(view().getDigest()).isEqualTo(SamplePack.ended().pack().digest());
    }

    @Test
    void readsAPackOnceUntilAFileOfItChanges() throws IOException {
        RunView first = view();
        assertThat(view()).isSameAs(first);
        append("estate.yaml", "# something\n");
        assertThat(view()).isNotSameAs(first);
    }

    @Test
    void saysSoWhenAPackIsGone() throws IOException {
        delete(pack);
        assertThat(view().isReadable()).isFalse();
        assertThat(view().isGreen()).isFalse();
        assertThat(view().getVerdict()).contains("no longer in the folder");
        assertThat(view().getRemedy()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{\"schema\":\"other\"}", "\u0000\u0000"})
    void saysSoWhenTheEvidenceCannotBeRead(String damaged) throws IOException {
        Files.writeString(pack.resolve("evidence.json"), damaged);
        assertThat(view().isReadable()).isFalse();
        assertThat(view().isChanged()).isTrue();
        assertThat(view().getProblem()).contains("damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evidence.json", "estate.yaml", "report.html", "junit.xml"})
    void neverShowsGreenWhatWasEdited(String file) throws IOException {
        append(file, " ");
        assertThat(view().isChanged()).isTrue();
        assertThat(view().isGreen()).isFalse();
        assertThat(view().getFlaws()).anyMatch(flaw -> flaw.startsWith(file));
    }

    @Test
    void noticesAPackThatWasMadeAnewAsAWhole() {
        DrRunAction other = new DrRunAction();
        other.onAttached(new FakeBuild(build.toFile()));
        other.add(RUN, "0".repeat(64));
        assertThat(other.view(RUN).isChanged()).isTrue();
        assertThat(other.view(RUN).getFlaws()).anyMatch(flaw -> flaw.contains("0".repeat(64)));
    }

    @Test
    void doesNotTakeTheEvidenceOfAnotherRunForThisOne() throws IOException {
        Path other = build.resolve(DrRunAction.FOLDER).resolve("check-other");
        Files.move(pack, other);
        action.add("check-other", SamplePack.ended().pack().digest());
        assertThat(action.view("check-other").isReadable()).isFalse();
    }

    @Test
    void refusesAPackThatIsTooLargeForAPage() {
        assertThatThrownBy(() -> PackReading.of(pack, KeptPacks.JSON, 100))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("evidence.too-large"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "",
                "../dr",
                "/etc",
                "..\\..",
                "nope",
                "evidence.json",
            })
    void knowsNoRunButItsOwn(String name) {
        assertThat(action.getPack(name)).isNull();
        assertThat(action.getPack(RUN)).isNotNull();
    }

    @Test
    void showsNothingToWhoMayNotReadTheJob() {
        DrRunAction closed = new DrRunAction();
        closed.onAttached(new FakeBuild(build.toFile(), false));
        closed.add(RUN, "");
        assertThatThrownBy(() -> closed.getPack(RUN)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> new RunPage(closed, RUN).doZip()).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> new RunPage(closed, RUN).doEvidence()).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> new RunPage(closed, RUN).doVerify()).isInstanceOf(SecurityException.class);
    }

    @Test
    void aZipIsTheSamePack() throws IOException {
        PackZip.write(pack);
        Path unpacked = build.resolve("unpacked");
        try (ZipFile zip = new ZipFile(PackZip.of(pack).toFile())) {
            for (var entry : java.util.Collections.list(zip.entries())) {
                Path file = unpacked.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip.getInputStream(entry), file);
            }
        }
        var verification = new EvidenceVerification(KeptPacks.JSON, Version.CURRENT).verify(unpacked.resolve(RUN));
        assertThat(verification.intact()).isTrue();
        assertThat(verification.digest()).contains(SamplePack.ended().pack().digest());
    }

    @Test
    void doesNotFollowALinkOutOfAPack() throws IOException {
        Path secret = Files.writeString(build.resolve("secret"), "secret");
        Files.delete(pack.resolve("evidence.json"));
        Files.createSymbolicLink(pack.resolve("evidence.json"), secret);
        assertThat(view().isReadable()).isFalse();
        assertThat(new RunPage(action, RUN).doEvidence()).isInstanceOf(HttpResponses.HttpResponseException.class);
    }

    @Test
    void showsTheNewestRunsOfABuildWithMany() {
        List<String> names = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> "check-a-" + i)
                .toList();
        names.forEach(name -> action.add(name, ""));
        action.add("tell-a-1", "");
        assertThat(action.getPages())
                .hasSize(8)
                .as("notices are shown where there is room")
                .last()
                .satisfies(page -> assertThat(page.getName()).isEqualTo("check-a-19"));
        assertThat(action.getMoreRuns()).isEqualTo(14);
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(pack.resolve(file), text, StandardOpenOption.APPEND);
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
