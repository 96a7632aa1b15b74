package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command that works on an estate. */
final class EstateOptions {
    private static final String STANDARD = "estate.yaml";

    @Option(
            names = {"-e", "--estate"},
            paramLabel = "FILE",
            description = "The estate file (default: ${DEFAULT-VALUE}).",
            defaultValue = STANDARD)
    Path file;

    Estate load() {
        return EstateLoader.load(file);
    }

    /** The same; where no file was named and there is none, what {@code dr rehearse} takes then. */
    Estate loadRehearsed() {
        return file.equals(Path.of(STANDARD)) && Files.notExists(file) ? ExampleEstate.load() : load();
    }
}
