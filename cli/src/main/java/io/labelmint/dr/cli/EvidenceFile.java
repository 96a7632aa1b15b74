package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is made from a pack and lies somewhere else. */
final class EvidenceFile {
    private EvidenceFile() {}

    /**
     * Refuses a place in the pack itself, which would not be what it was any more.
     *
     * @throws io.labelmint.dr.ProblemException {@code evidence.in-the-way}
     */
    static void requireOutside(Path pack, Path file) {
        if (file.toAbsolutePath().normalize().startsWith(pack.toAbsolutePath().normalize())) {
            throw Problem.of(
                            "evidence.in-the-way",
                            file + " would be in the pack it is made from, which would not be intact any more.",
                            "Name a file in another folder.")
                    .asException();
        }
    }

    /**
     * Writes {@code content}.
     *
     * @throws io.labelmint.dr.ProblemException {@code evidence.unwritable}
     */
    static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw Problem.of(
                            "evidence.unwritable",
                            file + " cannot be written (" + e + ").",
                            "Make room and give this user the right to write there.")
                    .asException(e);
        }
    }
}
