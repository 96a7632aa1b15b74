package io.labelmint.dr.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class VirtualenvTest {
    @TempDir
    private Path base;

    private final AtomicInteger installs = new AtomicInteger();

    @Test
    void whatIsInstalledIsNotInstalledAgain() throws Exception {
        Virtualenv first = ready("moto==1", "3.11");
        assertThat(ready("moto==1", "3.11")).isEqualTo(first);
        assertThat(installs).hasValue(1);
    }

    @Test
    void otherRequirementsOrAnotherPythonAreAnotherInstall() throws Exception {
        ready("moto==1", "3.11");
        ready("moto==2", "3.11");
        ready("moto==1", "3.12");
        assertThat(installs).hasValue(3);
    }

    @Test
    void aHalfFinishedInstallIsRemovedAndBegunAgain() throws Exception {
        Virtualenv.Installer interrupted = (directory, requirements) -> {
            touch(directory.resolve("bin/half"));
            throw new Unavailable("the network went away");
        };
        assertThatThrownBy(() -> Virtualenv.ready(base, "moto==1", "3.11", interrupted))
                .isInstanceOf(Unavailable.class);

        Virtualenv whole = ready("moto==1", "3.11");
        assertThat(installs).hasValue(1);
        assertThat(whole.directory().resolve("bin/half")).doesNotExist();
        assertThat(whole.directory().resolve("bin/python")).exists();
    }

    @Test
    void aSkipSaysWhyAndWhereNothingMayBeSkippedItFails() {
        assertThatThrownBy(() -> Emulator.skip("no Python", false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("no Python");
        assertThatThrownBy(() -> Emulator.skip("no Python", true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no Python")
                .hasMessageContaining("CI=true");
    }

    private Virtualenv ready(String requirements, String version) throws Unavailable, IOException {
        return Virtualenv.ready(base, requirements, version, (directory, file) -> {
            installs.incrementAndGet();
            assertThat(file).hasContent(requirements);
            touch(directory.resolve("bin/python"));
        });
    }

    private static void touch(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
