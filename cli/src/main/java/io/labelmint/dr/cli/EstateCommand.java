package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr estate}: works on estate files. */
@Command(name = "estate", description = "Work on estate files.", mixinStandardHelpOptions = true)
final class EstateCommand {
    @Spec
    CommandSpec spec;

    @Command(
            name = "validate",
            description = "Say everything that is wrong with an estate file; reads no AWS.",
            mixinStandardHelpOptions = true)
    int validate(@Parameters(paramLabel = "FILE", description = "The estate file.") Path file) {
        Estate estate = EstateLoader.load(file);
        spec.commandLine()
                .getOut()
                .println(file + ": estate " + estate.name() + " is valid: "
                        + estate.databases().size() + " databases, "
                        + estate.caches().size() + " caches, "
                        + estate.buckets().size() + " buckets, "
                        + estate.services().size() + " services; "
                        + estate.regions().primary() + " to " + estate.regions().dr() + ".");
        spec.commandLine().getOut().flush();
        return ExitCode.GREEN;
    }
}
