package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** What every command takes that runs a job of an estate, or of some of its stores. */
final class JobOptions {
    @Mixin
    RunOptions run;

    @Mixin
    Narrowing narrowing;

    /** Runs the job {@code type}, or, with {@code dryRun}, prints what it would do; the result is the exit code. */
    int run(CommandSpec spec, Job.Type type, boolean dryRun) {
        return run.run(spec, narrowing.job(type), run.estate.load(), dryRun);
    }
}
