package io.labelmint.dr.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Notifications.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A path in an estate may lead anywhere. */
final class ProcessSecretsTest {
    private final ProcessSecrets secrets = new ProcessSecrets(Map.<String, String>of()::get);

    @TempDir
    Path temp;

    @Test
    void aFileHoldsItsSecret() throws Exception {
        Path file = Files.writeString(temp.resolve("webhook"), "https://127.0.0.1:1/x\n");

        assertThat(secrets.read(at(file.toString())).reveal()).isEqualTo("https://127.0.0.1:1/x");
    }

    @Test
    void noMoreIsReadOfAFileThanAnAddressIsLong() throws Exception {
        Path file = Files.writeString(temp.resolve("dump"), "x".repeat(1 << 20));

        assertThat(secrets.read(at(file.toString())).reveal()).hasSize(1 << 16);
    }

    @Test
    @Timeout(60)
    @DisabledOnOs(OS.WINDOWS)
    void whatNeverEndsHoldsNone() throws Exception {
        Path pipe = temp.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertMissing("/dev/zero");
        assertMissing(pipe.toString());
        assertMissing(temp.toString());
        assertMissing("/no\u0000path");
    }

    private void assertMissing(String path) {
        assertThatThrownBy(() -> secrets.read(at(path)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("secret.missing"));
    }

    private static SecretReference at(String path) {
        return new SecretReference(SecretReference.Source.FILE, path);
    }
}
