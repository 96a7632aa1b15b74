package io.labelmint.dr.jenkins.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence that outlives its builds. */
final class KeptEvidenceTest {
    private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");

    @TempDir
    Path runs;

    @Test
    void whatIsPastItsTimeIsForgottenAndNothingElse() throws Exception {
        Path old = pack("backup-old", NOW.minus(Duration.ofDays(11)));
        Path young = pack("backup-young", NOW.minus(Duration.ofDays(9)));

        new KeptEvidence(runs, Duration.ofDays(10)).forget(NOW);

        assertThat(old).doesNotExist();
        assertThat(young.resolve("evidence.json")).exists();
    }

    @Test
    void nothingIsThereBeforeTheFirstRun() {
        new KeptEvidence(runs.resolve("none"), Duration.ofDays(10)).forget(NOW);

        assertThat(runs.resolve("none")).doesNotExist();
    }

    private Path pack(String name, Instant made) throws Exception {
        Path folder = Files.createDirectory(runs.resolve(name));
        Files.writeString(folder.resolve("evidence.json"), "{}");
        Files.setLastModifiedTime(folder, FileTime.from(made));
        return folder;
    }
}
