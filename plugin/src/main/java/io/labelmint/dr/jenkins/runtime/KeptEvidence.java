package io.labelmint.dr.jenkins.runtime;

import io.labelmint.dr.evidence.EvidencePack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The evidence of real runs, kept for as long as an auditor may ask, however soon their builds are gone. */
public final class KeptEvidence {
    private final Path runs;
    private final Duration keep;

    /** In the folder {@code runs}, each pack for {@code keep}. */
    public KeptEvidence(Path runs, Duration keep) {
        this.runs = runs;
        this.keep = keep;
    }

    /**
     * Keeps {@code pack}, and forgets those whose time is over.
     *
     * @throws io.labelmint.dr.ProblemException if it cannot be written
     */
    public void keep(EvidencePack pack, Instant now) {
        pack.writeTo(runs);
        forget(now);
    }

    void forget(Instant now) {
        if (!Files.isDirectory(runs)) {
            return;
        }
        FileTime oldest = FileTime.from(now.minus(keep));
        try (Stream<Path> all = Files.list(runs)) {
            for (Path kept : all.filter(Files::isDirectory).toList()) {
                if (Files.getLastModifiedTime(kept).compareTo(oldest) < 0) {
                    delete(kept);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
