package io.labelmint.dr.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command that reads or writes what was done before. */
final class StateOptions {
    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description = "Where ledgers are kept (default: ${DEFAULT-VALUE}).",
            defaultValue = ".dr")
    Path state;

    @Option(names = "--debug", description = "Print stack traces.")
    boolean debug;
}
