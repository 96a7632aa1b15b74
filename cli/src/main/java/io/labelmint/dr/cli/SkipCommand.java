package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.OperationId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr skip}: leaves one action of a run out that does not get through it. */
@Command(
        name = "skip",
        description =
                "Leave an action of a run out, because it cannot be done, or was done by hand: `dr resume RUN` takes it"
                        + " for done and goes on behind it. The evidence says who left it out, and why. Nobody may be working on the"
                        + " run meanwhile.",
        mixinStandardHelpOptions = true)
final class SkipCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run, as `dr status` names it.")
    String run;

    @Parameters(
            index = "1",
            paramLabel = "ACTION",
            description = "The action as the plan names it, for example web/stop-old.")
    String action;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for who reads the evidence.")
    String reason;

    @Mixin
    EstateOptions estateOptions;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    @Override
    public Integer call() {
        Estate estate = estateOptions.load();
        OperationId id = Ids.parse(run);
        try (Session session = Session.of(estate, aws, state.state, "dr-skip")) {
            new JobRun(session.engine(), estate, session.kind(), Session.actor(), Session.holder(), (of, entry) -> {})
                    .skip(id, action(), reason.strip());
            spec.commandLine()
                    .getOut()
                    .println(action + " of " + id + " is left out by " + Session.actor() + ": " + reason.strip()
                            + "\nGo on: dr resume " + id);
            spec.commandLine().getOut().flush();
            return ExitCode.GREEN;
        }
    }

    private ActionId action() {
        try {
            return new ActionId(action);
        } catch (IllegalArgumentException e) {
            throw Problem.of(
                            "skip.refused",
                            "'" + action + "' cannot be the name of an action.",
                            "Copy it from the plan or from the log of the run.")
                    .asException(e);
        }
    }
}
