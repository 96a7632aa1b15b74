package io.labelmint.dr.cli;

import io.labelmint.dr.aws.AwsSettings;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.discovery.DiscoveryRequest;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.time.SystemTimeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dr discover}: writes a first estate file of what an account has, and says what is red of it. */
@Command(
        name = "discover",
        description =
                "Look at an account, write a first estate file of what is there, and say what is red of it; changes"
                        + " nothing in AWS, and overwrites no file. Without an account: dr rehearse discover.",
        mixinStandardHelpOptions = true)
final class DiscoverCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            required = true,
            description = "Where the estate runs, for example us-east-1.")
    String primary;

    @Option(
            names = "--dr-region",
            paramLabel = "REGION",
            required = true,
            description = "Where it is to survive, for example us-west-2.")
    String dr;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "Project and environment, for example labelmint-production.")
    String name;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the estate file is written (default: ${DEFAULT-VALUE}).",
            defaultValue = "estate.yaml")
    Path out;

    @Mixin
    AwsOptions aws;

    @Option(names = "--debug", description = "Print stack traces.")
    boolean debug;

    @Override
    public Integer call() throws IOException {
        if (aws.rehearsal.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "A rehearsal is looked at with: dr rehearse discover --folder " + aws.rehearsal.get());
        }
        DiscoveryRequest request = DiscoveryRequest.of(name, primary, dr);
        FirstFile.requireNew(out, "Name another file with --out; dr diff shows what differs between the two.");
        AwsSettings settings = AwsSettings.ambient("dr-discover");
        try (SdkAws clients =
                        new SdkAws(aws.endpoint.map(settings::withEndpoint).orElse(settings));
                SystemTimeline timeline = new SystemTimeline();
                Lanes lanes = Lanes.threads()) {
            String reached = aws.endpoint.map(url -> " --endpoint " + url).orElse("");
            return new FirstFile(spec.commandLine().getOut(), request, out, reached)
                    .write(clients.reading(), timeline, lanes);
        }
    }
}
