package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr run}: runs a job in the slot of this moment, or goes on with it. */
@Command(
        name = "run",
        description = "Run a job: back up, check, tell, and leave evidence. Run again in the same slot, it goes on"
                + " where it stopped and does nothing twice.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(
            paramLabel = "JOB",
            description = "daily, backup, check, readiness, heartbeat, restore-test, drill, review or sweep.")
    Job.Type type;

    @Mixin
    JobOptions options;

    @Option(names = "--dry-run", description = "Only print what would be done.")
    boolean dryRun;

    @Override
    public Integer call() {
        return options.run(spec, type, dryRun);
    }
}
