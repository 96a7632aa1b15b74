package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dr readiness}: could the estate fail over now? */
@Command(
        name = "readiness",
        description =
                "Say whether the estate could fail over now, one line for each check, what is in the way first, with its fix"
                        + " below; changes nothing. docs/readiness.md has every check.",
        mixinStandardHelpOptions = true)
final class ReadinessCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JobOptions options;

    @Override
    public Integer call() {
        return options.run(spec, Job.Type.READINESS, false);
    }
}
