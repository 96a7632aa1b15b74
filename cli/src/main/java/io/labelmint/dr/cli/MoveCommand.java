package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.job.PreparedRun;
import io.labelmint.dr.job.RunPreparation;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands share that plan the move of an estate to its DR region, or home. */
@Command(mixinStandardHelpOptions = true)
abstract class MoveCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--what-if",
            description =
                    "Only print what would be done and lost if it were done now; changes nothing, stores nothing.")
    boolean whatIf;

    @Option(names = "--calls", description = "Print every call in full as well.")
    boolean calls;

    @Mixin
    EstateOptions estateOptions;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    @Option(names = "--json", description = "Print the plan as one JSON object.")
    boolean json;

    /** What is asked for. */
    abstract FailoverRequest request();

    @Override
    public Integer call() {
        Estate estate = estateOptions.load();
        Job job = Job.failingOver(request());
        try (Session session = Session.of(estate, aws, state.state, "dr-" + spec.name())) {
            return whatIf ? imagine(session, estate, job) : Preparation.of(spec, session, estate, job, json, calls);
        }
    }

    private int imagine(Session session, Estate estate, Job job) {
        JobRun run = new JobRun(
                session.engine(), estate, session.kind(), Session.actor(), Session.holder(), (of, entry) -> {});
        PreparedRun plan = session.engine().timeline().join(new RunPreparation(run).whatIf(job));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(session.engine()
                    .json()
                    .canonical(Map.of("digest", plan.digest().value(), "text", plan.text())));
        } else {
            out.print(plan.text());
            if (calls) {
                PlanPrinter.calls(plan.plan(), out);
            }
            out.println("Nothing was changed, and nothing was stored.");
        }
        out.flush();
        return ExitCode.GREEN;
    }
}
