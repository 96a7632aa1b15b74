package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dr check}: Look at the estate and say what is wrong; changes nothing. */
@Command(
        name = "check",
        description = "Look at the estate and say what is wrong; changes nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JobOptions options;

    @Override
    public Integer call() {
        return options.run(spec, Job.Type.CHECK, false);
    }
}
