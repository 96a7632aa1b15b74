package io.labelmint.dr.jenkins.report;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import io.labelmint.dr.jenkins.runtime.EndedRun;
import io.labelmint.dr.jenkins.runtime.RunOrder;
import io.labelmint.dr.jenkins.runtime.StateFolders;
import io.labelmint.dr.job.Job;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The end of a run that was really rehearsed, made once for all tests. */
final class SamplePack {
    private static EndedRun made;

    private SamplePack() {}

    /** A check of an estate that was never backed up: there is red and green in it. */
    static synchronized EndedRun ended() {
        if (made == null) {
            made = rehearse();
        }
        return made;
    }

    /** The same, as a folder in {@code parent}. */
    static Path in(Path parent) {
        return ended().pack().writeTo(parent);
    }

    static String run() {
        return ended().evidence().run().value();
    }

    private static EndedRun rehearse() {
        try {
            Path folder = Files.createTempDirectory("rehearsal");
            DrRuntime runtime = new DrRuntime(new StateFolders(folder), new DrRuntime.Limits() {
                @Override
                public int mostRuns() {
                    return 1;
                }

                @Override
                public double budget() {
                    return 1;
                }
            });
            try {
                return runtime.begin(order()).end().join().orElseThrow();
            } finally {
                runtime.close();
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunOrder order() throws IOException {
        Estate estate = EstateLoader.parse(Files.readString(Path.of("../examples/minimal.yaml")), "minimal.yaml");
        return new RunOrder(
                estate,
                new RunOrder.Begin(Job.of(Job.Type.CHECK)),
                Optional.empty(),
                Instant.parse("2026-11-22T02:00:00Z"),
                Optional.of(new RunOrder.Simulation(0)),
                "a test",
                List.of(),
                "build test#1",
                new RunOrder.Access(Optional.empty(), Optional.empty(), reference -> {
                    throw new IllegalStateException("a rehearsal asks for no secret");
                }),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                name -> {});
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }
}
