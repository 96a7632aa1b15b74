package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.job.PreparedRun;
import io.labelmint.dr.job.RunPreparation;
import io.labelmint.dr.plan.OperationId;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr approve}: approves the plan of a prepared run, or takes the plan back. */
@Command(
        name = "approve",
        description = "Approve the plan of a run that was prepared. Without --digest it only prints the plan."
                + " Then `dr resume RUN` runs it, within four hours after it was made.",
        mixinStandardHelpOptions = true)
final class ApproveCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run, as it was printed when it was prepared.")
    String run;

    @Option(
            names = "--digest",
            paramLabel = "DIGEST",
            description = "The plan you have read: at least the first twelve digits of its digest.")
    Optional<String> digest = Optional.empty();

    @Option(
            names = "--withdraw",
            description =
                    "Do not approve it, but end the run: nothing of it will be done. A failover that has stopped half-way is"
                            + " ended as it stands.")
    boolean withdraw;

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
        PrintWriter out = spec.commandLine().getOut();
        try (Session session = Session.of(estate, aws, state.state, "dr-approve")) {
            RunPreparation preparation = new RunPreparation(new JobRun(
                    session.engine(), estate, session.kind(), Session.actor(), Session.holder(), (of, entry) -> {}));
            if (withdraw) {
                boolean begun = preparation.withdraw(id);
                out.println("Run " + id + " is withdrawn. "
                        + (begun ? "What was done of it stays; a new plan shows it." : "Nothing of it was done."));
            } else if (digest.isPresent()) {
                PreparedRun approved =
                        preparation.approve(id, digest.get(), Session.actor(), "dr approve, " + Session.holder());
                out.println("Plan " + approved.digest().brief() + " of " + id + " is approved by " + Session.actor()
                        + ". Run it: dr resume " + id);
            } else {
                out.print(preparation.of(id).text());
            }
            session.engine().timeline().join(preparation.shown());
            out.flush();
            return ExitCode.GREEN;
        }
    }
}
