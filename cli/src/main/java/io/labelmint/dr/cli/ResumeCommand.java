package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.plan.OperationId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr resume}: goes on with a run that was interrupted. */
@Command(name = "resume", description = "Go on with a run that was interrupted.", mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run, as `dr status` names it.")
    String run;

    @Mixin
    EstateOptions estateOptions;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    @Mixin
    OutputOptions output;

    @Override
    public Integer call() {
        Estate estate = estateOptions.load();
        OperationId id = Ids.parse(run);
        try (Session session = Session.real(estate, aws, state.state, "dr-resume")) {
            return new JobExecution(spec.commandLine(), session, estate, output.out, output.json)
                    .run(job -> job.resume(id));
        }
    }
}
