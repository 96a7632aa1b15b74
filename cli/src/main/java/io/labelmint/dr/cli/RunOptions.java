package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Job;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** What every command takes that runs something and leaves its evidence. */
final class RunOptions {
    @Mixin
    EstateOptions estate;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    @Mixin
    OutputOptions output;

    /** Runs {@code job} of {@code of}, or, with {@code dryRun}, prints what it would do; the result is the exit code. */
    int run(CommandSpec spec, Job job, Estate of, boolean dryRun) {
        try (Session session =
                Session.of(of, aws, state.state, "dr-" + job.type().label())) {
            if (dryRun) {
                return new PlanPrinter(spec.commandLine(), session, of, output.json).print(job);
            }
            return execution(spec, session, of).of(job.type()).run(run -> run.start(job));
        }
    }

    /** What runs jobs of {@code of} in {@code session}, and leaves their evidence where the user said. */
    JobExecution execution(CommandSpec spec, Session session, Estate of) {
        return new JobExecution(spec.commandLine(), session, of, output.out, output.json);
    }
}
