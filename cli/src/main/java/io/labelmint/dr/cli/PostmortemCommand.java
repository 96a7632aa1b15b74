package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.report.Postmortem;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import java.io.PrintWriter;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr postmortem}: prints the skeleton of a post-mortem of a move, from its ledgers. */
@Command(
        name = "postmortem",
        description = "Print the skeleton of a post-mortem of a failover, switchover, commit, roll-back or failback, in"
                + " Markdown: timeline, decisions, objectives, deviations and actions to hand out, as the ledgers tell them."
                + " Of a failback it covers there and back. Changes nothing.",
        mixinStandardHelpOptions = true)
final class PostmortemCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run of the move.")
    String run;

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
        try (Session session = Session.of(estate, aws, state.state, "dr-postmortem")) {
            Evidence evidence = new JobRun(
                            session.engine(),
                            estate,
                            session.kind(),
                            Session.actor(),
                            Session.holder(),
                            (of, entry) -> {})
                    .evidence(id);
            SortedMap<OperationId, History> histories = new TreeMap<>();
            evidence.operations()
                    .forEach(operation -> session.engine()
                            .ledgers()
                            .read(operation.id())
                            .ifPresent(history -> histories.put(operation.id(), history)));
            String text = Postmortem.of(evidence, histories)
                    .orElseThrow(() -> Problem.of(
                                    "postmortem.no-move",
                                    "Run " + run + " has moved nothing between regions.",
                                    "Name the run of a failover, switchover or failback that was begun: see `dr status`.")
                            .asException());
            PrintWriter out = spec.commandLine().getOut();
            out.print(text);
            out.flush();
            return ExitCode.GREEN;
        }
    }
}
