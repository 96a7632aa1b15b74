package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** What every command takes that runs a job of an estate. */
final class JobOptions {
    @Mixin
    EstateOptions estate;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    @Mixin
    OutputOptions output;

    @Mixin
    Narrowing narrowing;

    /** Runs the job {@code type}, or, with {@code dryRun}, prints what it would do; the result is the exit code. */
    int run(CommandSpec spec, Job.Type type, boolean dryRun) {
        return RunCommand.run(spec, narrowing.job(type), estate.load(), aws, state, output, dryRun);
    }
}
