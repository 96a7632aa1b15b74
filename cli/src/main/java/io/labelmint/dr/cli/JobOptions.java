package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import java.util.function.UnaryOperator;
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
        return run(spec, type, job -> job, dryRun);
    }

    /** The same, of the job that {@code asking} makes of it. */
    int run(CommandSpec spec, Job.Type type, UnaryOperator<Job> asking, boolean dryRun) {
        return run.run(spec, asking.apply(narrowing.job(type)), run.estate.load(), dryRun);
    }
}
