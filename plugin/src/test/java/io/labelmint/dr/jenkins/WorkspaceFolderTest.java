package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import io.labelmint.dr.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence goes into the workspace and nowhere else, whatever a pipeline names and whatever lies there. */
final class WorkspaceFolderTest {
    @TempDir
    Path temp;

    private Path workspace;
    private Path home;

    @BeforeEach
    void folders() throws Exception {
        workspace = Files.createDirectory(temp.resolve("workspace"));
        home = Files.createDirectory(temp.resolve("home"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../home",
                "a/../../home",
                "a\\..\\..\\home",
                "/etc",
                "\\\\server\\share",
                "C:\\Windows",
                "a:b",
                "a\u0000b",
                "a\nb"
            })
    void aPathThatLeadsElsewhereIsRefused(String folder) {
        assertThatThrownBy(() -> new WorkspaceFolder(new FilePath(workspace.toFile()), folder))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("leads out of it");
    }

    @Test
    void aLinkedFolderIsNotWrittenTo() throws Exception {
        Files.createSymbolicLink(workspace.resolve("link"), home);

        assertRefused("link", "run/evidence.json");
        assertRefused("link/deeper", "run/evidence.json");
    }

    @Test
    void aLinkedFileIsNotOverwritten() throws Exception {
        Path secret = Files.writeString(home.resolve("secret"), "keep this");
        Files.createDirectories(workspace.resolve("evidence/run"));
        Files.createSymbolicLink(workspace.resolve("evidence/run/evidence.json"), secret);

        assertRefused("evidence", "run/evidence.json");
        assertThat(secret).hasContent("keep this");
    }

    @Test
    void whatIsBelowItIsFound() throws Exception {
        for (String folder : new String[] {"evidence", "a/b", "a\\b", "evidence..2026", "a/"}) {
            WorkspaceFolder known = new WorkspaceFolder(new FilePath(workspace.toFile()), folder);
            Path file = Path.of(known.file("run/evidence.json").getRemote()).normalize();
            assertThat(file.startsWith(workspace) && file.endsWith(Path.of("run/evidence.json")))
                    .as(file.toString())
                    .isTrue();
        }
    }

    private void assertRefused(String folder, String path) {
        WorkspaceFolder known = new WorkspaceFolder(new FilePath(workspace.toFile()), folder);
        assertThatThrownBy(() -> known.file(path))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("leads out of it");
    }
}
