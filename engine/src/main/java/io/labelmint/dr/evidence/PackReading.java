package io.labelmint.dr.evidence;

import io.labelmint.dr.Problem;
import io.labelmint.dr.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pack as it lies in a folder, read to be shown: its evidence, and whether its bytes are those of its manifest. This
 * takes milliseconds; what a pack says about itself is proved by {@link EvidenceVerification} alone.
 *
 * @param evidence what it tells; empty if {@code evidence.json} cannot be relied on
 * @param digest SHA-256 of the manifest; empty if there is none
 * @param flaws what is not as it was written
 */
public record PackReading(Optional<Evidence> evidence, Optional<String> digest, List<Flaw> flaws) {

    public PackReading {
        flaws = List.copyOf(flaws);
    }

    /**
     * Reads {@code folder}.
     *
     * @param most bytes that are read; a larger pack is refused
     * @throws io.labelmint.dr.ProblemException {@code evidence.unreadable} if it is not a folder, or
     *     {@code evidence.too-large}
     */
    public static PackReading of(Path folder, Json json, long most) {
        if (Files.isDirectory(folder) && size(folder) > most) {
            throw Problem.of(
                            "evidence.too-large",
                            "The evidence in " + folder + " is larger than " + (most >> 20) + " MiB.",
                            "Look at it where it lies: report.html is for people, and `dr evidence verify` proves it.")
                    .with("folder", folder)
                    .asException();
        }
        PackContents pack = PackContents.read(folder);
        List<Flaw> flaws = new ArrayList<>(pack.flaws());
        pack.changed()
                .forEach(file -> flaws.add(new Flaw(file, "", "it was changed: it is not what the manifest lists")));
        Optional<Evidence> evidence = new StoredEvidence(json).read(pack, flaws);
        return new PackReading(evidence, pack.digest(), flaws);
    }

    /** Links are not followed, as {@link PackContents} does not. */
    private static long size(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(PackReading::length)
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0; // reading it tells what is wrong
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
