package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.job.PreparedRun;
import io.labelmint.dr.job.RunApprovals;
import io.labelmint.dr.job.RunPreparation;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    String name;

    @Option(
            names = "--digest",
            paramLabel = "DIGEST",
            description = "The plan you have read: at least the first twelve digits of its digest.")
    Optional<String> digest = Optional.empty();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description =
                    "In a rehearsal, who approves: plans need others than who asked for them. On AWS it is always who"
                            + " AWS says it is.")
    Optional<String> as = Optional.empty();

    @Option(
            names = "--break-glass",
            description = "Have it begun with fewer approvals than it needs. Everybody is told, and it stays red.")
    boolean breakGlass;

    @Option(names = "--reason", paramLabel = "WORDS", description = "Why the glass is broken.")
    Optional<String> reason = Optional.empty();

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
        check();
        Estate estate = estateOptions.load();
        OperationId id = Ids.parse(name);
        PrintWriter out = spec.commandLine().getOut();
        try (Session session = Session.of(estate, aws, state.state, "dr-approve")) {
            JobRun run = new JobRun(
                    session.engine(), estate, session.kind(), Session.actor(), Session.holder(), (of, entry) -> {});
            RunPreparation preparation = new RunPreparation(run);
            if (withdraw) {
                boolean begun = preparation.withdraw(id);
                out.println("Run " + id + " is withdrawn. "
                        + (begun ? "What was done of it stays; a new plan shows it." : "Nothing of it was done."));
            } else if (breakGlass) {
                glassBroken(session, new RunApprovals(run), id, out);
            } else if (digest.isPresent()) {
                String approver = approver(session);
                PreparedRun approved =
                        preparation.approve(id, digest.get(), approver, "dr approve, " + Session.holder());
                out.println("Plan " + approved.digest().brief() + " of " + id + " is approved by " + approver + ". "
                        + next(session, approved));
            } else {
                out.print(preparation.of(id).text());
            }
            session.engine().timeline().join(preparation.shown());
            out.flush();
            return ExitCode.GREEN;
        }
    }

    /** What picocli cannot know. */
    private void check() {
        if (as.isPresent() && aws.rehearsal.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--as names who approves in a rehearsal; on AWS it is who AWS says it is. Leave it out.");
        }
        if (breakGlass != reason.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    breakGlass
                            ? "--break-glass needs --reason: it is told to everybody and stays in the evidence."
                            : "--reason is why the glass is broken: give it with --break-glass.");
        }
        if (breakGlass && digest.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--break-glass needs --digest: whoever breaks it says for which plan.");
        }
    }

    private String approver(Session session) {
        return as.orElseGet(session::identity);
    }

    private void glassBroken(Session session, RunApprovals approvals, OperationId id, PrintWriter out) {
        String actor = approver(session);
        PreparedRun broken = approvals.breakGlass(
                id,
                new RunApprovals.Given(digest.orElseThrow(), actor, "dr approve, " + Session.holder()),
                reason.orElseThrow());
        out.println("GLASS BROKEN by " + actor + ": plan " + broken.digest().brief() + " of " + id
                + " may be begun with the approvals it has. Everybody is told when it is, and it stays red. Run it: dr"
                + " resume " + id);
    }

    private static String next(Session session, PreparedRun approved) {
        History history = session.engine().ledgers().read(approved.operation()).orElseThrow();
        int more = approved.plan().demand().needed() - history.approvals().size();
        return history.approval().isPresent() ? "Run it: dr resume " + approved.run() : "It needs " + more + " more.";
    }
}
