package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dr backup}: Back up the stores and make sure the backups are there. */
@Command(
        name = "backup",
        description = "Back up the stores and make sure the backups are there.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JobOptions options;

    @Option(names = "--dry-run", description = "Only print what would be done.")
    boolean dryRun;

    @Override
    public Integer call() {
        return options.run(spec, Job.Type.BACKUP, dryRun);
    }
}
