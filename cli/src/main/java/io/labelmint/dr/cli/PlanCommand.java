package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr plan}: prints what a job would do, call by call; changes nothing. */
@Command(
        name = "plan",
        description = "Print what a job would do now, call by call; changes nothing.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "daily, backup, restore-test or drill.")
    Job.Type type;

    @Mixin
    EstateOptions estateOptions;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    @Mixin
    Narrowing narrowing;

    @Option(names = "--json", description = "Print the plans as one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        Estate estate = estateOptions.load();
        try (Session session = Session.of(estate, aws, state.state, "dr-plan")) {
            return new PlanPrinter(spec.commandLine(), session, estate, json).print(narrowing.job(type));
        }
    }
}
