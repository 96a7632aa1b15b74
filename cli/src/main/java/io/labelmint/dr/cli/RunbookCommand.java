package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.RunbookWriting;
import io.labelmint.dr.runbook.Runbook;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dr runbook}: prints the break-glass runbook as it would be written now. */
@Command(
        name = "runbook",
        description =
                "Print the break-glass runbook: a failover as commands of the AWS CLI with what there is now, for the"
                        + " night on which neither Jenkins nor dr can be used. Changes nothing, unless --put.",
        mixinStandardHelpOptions = true)
final class RunbookCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--put",
            description = "Put it where the daily job puts it: into state.bucket, or the state folder without one.")
    boolean put;

    @Mixin
    EstateOptions estateOptions;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    @Override
    public Integer call() {
        Estate estate = estateOptions.load();
        try (Session session = Session.of(estate, aws, state.state, "dr-runbook")) {
            RunbookWriting glass = new RunbookWriting(session.engine(), estate, session.kind());
            Runbook runbook = session.engine().timeline().join(glass.now());
            PrintWriter out = spec.commandLine().getOut();
            out.print(runbook.text());
            out.flush();
            if (put) {
                glass.put(runbook);
                spec.commandLine().getErr().println("It is at " + glass.where() + ".");
            }
            return ExitCode.GREEN;
        }
    }
}
