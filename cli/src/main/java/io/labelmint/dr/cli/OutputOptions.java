package io.labelmint.dr.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command that leaves evidence. */
final class OutputOptions {
    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where the evidence of runs is put, a folder a run (default: ${DEFAULT-VALUE}).",
            defaultValue = "dr-runs")
    Path out;

    @Option(
            names = "--json",
            description = "Print the result as one JSON object, and nothing else, to standard output.")
    boolean json;
}
