package io.labelmint.dr.cli;

import io.labelmint.dr.job.CorrectiveAction;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.Practised;
import io.labelmint.dr.job.SignOffRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr sign-off}: asks those who answer for an estate to sign what runs have shown. */
@Command(
        name = "sign-off",
        description =
                "Ask those who answer for the estate to sign what runs have shown, what has to be done because of it,"
                        + " and what is done of earlier corrective actions. Those who approve the plan (approvals.signOff in the estate"
                        + " file) have signed it once it is run: see `dr approve`. Nothing in AWS is changed.",
        mixinStandardHelpOptions = true)
final class SignOffCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "RUN", arity = "0..*", description = "The runs that are signed, all of them ended.")
    List<String> runs = List.of();

    @Option(names = "--words", paramLabel = "TEXT", description = "What those who sign have to say.", defaultValue = "")
    String words;

    @Option(
            names = "--action",
            paramLabel = "'WHAT; OWNER; YYYY-MM-DD'",
            description =
                    "A corrective action: what has to be done, who sees to it, and its last day. May be repeated.")
    List<String> actions = List.of();

    @Option(
            names = "--done",
            paramLabel = "ACTION=HOW",
            description =
                    "An open corrective action that is done, by its name in `dr actions`, and how. May be repeated.")
    Map<String, String> done = Map.of();

    @Option(
            names = "--of",
            paramLabel = "PRACTICE",
            description = "Sign that people did again what the estate declares under practice: training, documents.",
            defaultValue = "")
    String of;

    @Mixin
    EstateOptions estate;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    @Option(names = "--json", description = "Print the plan as one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        SignOffRequest request = new SignOffRequest(
                runs.stream().map(Ids::parse).toList(),
                List.of(),
                words,
                actions.stream().map(CorrectiveAction::parse).toList(),
                new TreeMap<>(done),
                Practised.named(of));
        return Preparation.of(spec, Job.signingOff(request), estate.load(), aws, state, json);
    }
}
