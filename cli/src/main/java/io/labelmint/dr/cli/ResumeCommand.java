package io.labelmint.dr.cli;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.plan.OperationId;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    RunOptions options;

    @Option(
            names = "--take-over",
            description = "Go on although another process holds the run, once it is certain that it is dead: that takes"
                    + " two and a half minutes, in which its lease must not be renewed.")
    boolean takeOver;

    @Override
    public Integer call() {
        Estate estate = options.estate.load();
        OperationId id = Ids.parse(run);
        try (Session session = Session.of(estate, options.aws, options.state.state, "dr-resume")) {
            if (takeOver) {
                new TakeOver(session, estate, spec.commandLine().getErr()).of(id);
            }
            return options.execution(spec, session, estate).run(job -> goOn(job, id));
        }
    }

    /** Of an approved plan that has ended nothing is done again; but its process may have died before it left the evidence. */
    private CompletableFuture<Evidence> goOn(JobRun job, OperationId id) {
        try {
            return job.resume(id);
        } catch (ProblemException e) {
            if (!e.problem().code().equals("approval.used") || Files.exists(options.output.out.resolve(id.value()))) {
                throw e;
            }
            return CompletableFuture.completedFuture(job.evidence(id));
        }
    }
}
