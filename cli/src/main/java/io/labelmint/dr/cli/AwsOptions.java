package io.labelmint.dr.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that reaches AWS. */
final class AwsOptions {
    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Send every request to this URL instead of AWS: for emulators.")
    Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--rehearsal",
            paramLabel = "FOLDER",
            description = "Work on the simulated AWS of the rehearsal in this folder instead: see `dr rehearse`.")
    Optional<Path> rehearsal = Optional.empty();
}
