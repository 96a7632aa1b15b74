package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dr review}: looks back over the week: how long backups took, and how long there is room for more. */
@Command(
        name = "review",
        description =
                "Look back over the week: how long each backup and copy took against the four weeks before, and how"
                        + " long there is room for snapshots, instances and data. Reads ledgers, quotas and metrics; changes"
                        + " nothing.",
        mixinStandardHelpOptions = true)
final class ReviewCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JobOptions options;

    @Override
    public Integer call() {
        return options.run(spec, Job.Type.REVIEW, false);
    }
}
