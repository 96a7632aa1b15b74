package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.aws.AwsSettings;
import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.outside.ProcessSecrets;
import io.labelmint.dr.outside.Secrets;
import io.labelmint.dr.probe.ProbeAnswer;
import io.labelmint.dr.time.SystemTimeline;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.validation.DatabaseProbes;
import io.labelmint.dr.validation.postgres.PostgresProbes;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dr probe}: what a task beside a restored copy runs. It needs no estate file: all it is to ask is in its request. */
@Command(
        name = "probe",
        description =
                "Ask a restored copy what a restore test wants to know of it, and write the result. Run by the ECS"
                        + " task of validation.task, and not by people: see docs/validation.md.",
        mixinStandardHelpOptions = true)
final class ProbeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    AwsOptions awsOptions;

    @Option(names = "--region", required = true, paramLabel = "REGION", description = "Where the state bucket is.")
    String region;

    @Option(names = "--bucket", required = true, paramLabel = "BUCKET", description = "The state bucket.")
    String bucket;

    @Option(names = "--request", required = true, paramLabel = "KEY", description = "The object that says what to ask.")
    String request;

    @Option(names = "--sha256", required = true, paramLabel = "DIGEST", description = "SHA-256 of that object.")
    String digest;

    @Option(names = "--result", required = true, paramLabel = "KEY", description = "The object to write.")
    String result;

    @Option(names = "--debug", description = "Print stack traces.")
    boolean debug;

    @Override
    public Integer call() {
        AwsSettings settings = AwsSettings.ambient("dr-probe");
        try (SdkAws aws = new SdkAws(
                        awsOptions.endpoint.map(settings::withEndpoint).orElse(settings));
                SystemTimeline timeline = new SystemTimeline()) {
            answer(
                    aws.reading(),
                    aws.mutating(),
                    new PostgresProbes(timeline),
                    ProcessSecrets.ofThisProcess(),
                    timeline);
        }
        spec.commandLine().getOut().println("The result is in " + bucket + " as " + result + ".");
        spec.commandLine().getOut().flush();
        return ExitCode.GREEN;
    }

    /** Reads, asks and writes; a result that is there already stays. */
    void answer(Aws reading, Aws mutating, DatabaseProbes probes, Secrets secrets, Timeline timeline) {
        BucketObjects objects = new BucketObjects(reading, mutating, region, bucket);
        Json json = Capabilities.json();
        String found = new ProbeAnswer(probes, secrets, timeline, json).to(read(objects), digest);
        BucketObjects.Written written = objects.write(result, found, "dr probe", Optional.empty());
        if (written instanceof BucketObjects.Written.Not) {
            throw Problem.of(
                            "probe.result-there",
                            "There is a result already, and it was not replaced.",
                            "Nothing needs to be done: whoever asked has an answer.")
                    .asException();
        } else if (written instanceof BucketObjects.Written.Refused refused) {
            throw refused.error().problem().asException();
        } else if (written instanceof BucketObjects.Written.InDoubt doubt) {
            throw doubt.error().problem().asException();
        }
    }

    private String read(BucketObjects objects) {
        try {
            return objects.read(request).text();
        } catch (BucketObjects.Unread e) {
            AwsError error = e.error();
            throw error.problem().asException(e);
        }
    }
}
