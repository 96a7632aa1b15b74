package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command that works on an estate. */
final class EstateOptions {
    @Option(
            names = {"-e", "--estate"},
            paramLabel = "FILE",
            description = "The estate file (default: ${DEFAULT-VALUE}).",
            defaultValue = "estate.yaml")
    Path file;

    Estate load() {
        return EstateLoader.load(file);
    }
}
