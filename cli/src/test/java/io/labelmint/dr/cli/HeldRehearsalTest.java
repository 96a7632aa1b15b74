package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.simulator.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal that is begun where another one is being set up, or goes on: it says so and touches nothing. */
class HeldRehearsalTest {
    private static final Path ESTATE = Path.of(System.getProperty("dr.root"), "examples", "minimal.yaml");

    @TempDir
    private Path folder;

    private Estate estate;
    private Path place;
    private Path world;

    @BeforeEach
    void place() {
        estate = EstateLoader.load(ESTATE);
        place = folder.resolve(estate.name());
        world = place.resolve("world");
    }

    @Test
    void theWorldAnotherProcessSetsUpIsLeftAlone() throws Exception {
        Child first = Child.start(folder.resolve("first.txt"), SettingUp.class, world);
        try {
            awaitSetUp(first);
            SortedMap<Path, String> before = files();

            assertThat(rehearse()).isEqualTo(ExitCode.HELD);
            assertThat(rehearse("--fresh")).isEqualTo(ExitCode.HELD);

            assertThat(files()).isEqualTo(before);
        } finally {
            first.process().destroyForcibly().waitFor();
        }
        assertThat(rehearse()).as("after the first one died").isLessThanOrEqualTo(ExitCode.RED);
    }

    @Test
    void theWorldAnotherPartOfThisProcessSetsUpIsLeftAlone() throws IOException {
        try (World first = World.open(world, 1)) {
            SortedMap<Path, String> before = files();

            assertThat(rehearse()).isEqualTo(ExitCode.HELD);

            assertThat(files()).isEqualTo(before);
            assertThat(first.inventory()).isEmpty();
        }
    }

    @Test
    void freshForgetsWhatWasRehearsed() throws IOException {
        assertThat(rehearse()).isLessThanOrEqualTo(ExitCode.RED);
        List<String> runs = runs();
        assertThat(rehearse()).isLessThanOrEqualTo(ExitCode.RED);
        assertThat(runs()).hasSize(2);

        assertThat(rehearse("--fresh")).isLessThanOrEqualTo(ExitCode.RED);
        assertThat(runs()).isEqualTo(runs);
    }

    /** Begins a world and stays in the middle of it. */
    static final class SettingUp {
        private SettingUp() {}

        public static void main(String[] args) throws IOException {
            try (World world = World.open(Path.of(args[0]), 1);
                    InputStream never = System.in) {
                System.out.println("sets up a world at " + world.timeline().now());
                while (never.read() >= 0) {
                    // until it is killed, or nobody is there any more
                }
            }
        }
    }

    private static void awaitSetUp(Child child) throws Exception {
        while (!Files.exists(child.output()) || !child.printed().contains("sets up a world")) {
            assertThat(child.process().isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    private int rehearse(String... more) {
        List<String> args =
                new ArrayList<>(List.of("rehearse", "daily", "-e", ESTATE.toString(), "--folder", folder.toString()));
        args.addAll(Arrays.asList(more));
        StringWriter err = new StringWriter();
        int code = Dr.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
        assertThat(err.toString()).doesNotContain("Exception");
        return code;
    }

    private SortedMap<Path, String> files() throws IOException {
        SortedMap<Path, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readString(file));
            }
        }
        return contents;
    }

    private List<String> runs() throws IOException {
        try (Stream<Path> all = Files.list(place.resolve("runs"))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
