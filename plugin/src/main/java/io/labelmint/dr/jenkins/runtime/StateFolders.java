package io.labelmint.dr.jenkins.runtime;

import io.labelmint.dr.estate.Estate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where this controller keeps what outlives builds: {@code JENKINS_HOME/disaster-recovery}.
 *
 * <ul>
 *   <li>{@code state/ESTATE}: ledgers and evidence of real runs, in the form {@code dr --state} reads
 *   <li>{@code rehearsals/ESTATE-DIGEST}: a simulated estate with ledgers and evidence of its own; one for each text of
 *       the declaration, because a simulated estate is made from it
 * </ul>
 *
 * @param root the folder
 */
public record StateFolders(Path root) {
    private static final int DIGEST = 12;

    /** Of {@code estate}. The loader lets nothing into an estate's name that would lead out of the folder. */
    public Folder real(Estate estate) {
        return real(estate.name());
    }

    /** Of the estate of this name, as evidence has it. */
    public Folder real(String estate) {
        return new Folder(root.resolve("state").resolve(estate));
    }

    /** Of rehearsals of {@code estate} as it is declared now. */
    public Folder rehearsal(Estate estate) {
        String name = estate.name() + "-" + estate.digest().substring(0, DIGEST);
        return new Folder(root.resolve("rehearsals").resolve(name));
    }

    /** Of every estate that was ever worked on for real. */
    public List<Folder> allReal() {
        Path state = root.resolve("state");
        if (!Files.isDirectory(state)) {
            return List.of();
        }
        try (Stream<Path> estates = Files.list(state)) {
            return estates.filter(Files::isDirectory).sorted().map(Folder::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is kept of one estate.
     *
     * @param path where
     */
    public record Folder(Path path) {
        /** Where its ledgers are. */
        public Path ledgers() {
            return path.resolve("ledgers");
        }

        /** Where evidence is kept when its builds are long gone. */
        public Path runs() {
            return path.resolve("runs");
        }

        Path world() {
            return path.resolve("world");
        }
    }
}
