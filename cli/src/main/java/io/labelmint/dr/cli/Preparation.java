package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.job.PreparedRun;
import io.labelmint.dr.job.RunPreparation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Makes the plan of a job, stores it, and prints it for whoever approves it. */
final class Preparation {
    /** Options without which the next command would look elsewhere. */
    private static final Set<String> CARRIED = Set.of("--estate", "--state", "--rehearsal", "--endpoint");

    private Preparation() {}

    /** The result is the exit code. */
    static int of(CommandSpec spec, Job job, Estate estate, AwsOptions aws, StateOptions state, boolean asJson) {
        try (Session session =
                Session.of(estate, aws, state.state, "dr-" + job.type().label())) {
            return of(spec, session, estate, job, asJson, false);
        }
    }

    /** The same in a session that is open; with {@code calls} every call is printed in full. */
    static int of(CommandSpec spec, Session session, Estate estate, Job job, boolean asJson, boolean calls) {
        JobRun run = new JobRun(
                session.engine(), estate, session.kind(), Session.actor(), Session.holder(), (of, entry) -> {});
        // Two plans of one minute are two plans.
        Job asked = job.requestedAs(UUID.randomUUID().toString());
        RunPreparation preparation = new RunPreparation(run, List.of(session.identity()));
        PreparedRun prepared = session.engine().timeline().join(preparation.prepare(asked));
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(session.engine()
                    .json()
                    .canonical(Map.of(
                            "run", prepared.run(),
                            "digest", prepared.digest().value(),
                            "shortDigest", prepared.digest().brief(),
                            "text", prepared.text(),
                            "finishableElsewhere", session.bucket().isPresent())));
        } else {
            out.print(prepared.text());
            if (calls) {
                PlanPrinter.calls(prepared.plan(), out);
            }
            session.nowhereElse().ifPresent(words -> out.println("Note: " + words + "."));
            if (job.type() == Job.Type.FAILOVER) {
                out.println("How it goes on is told by " + preparation.shownAt(prepared.run()));
            }
            out.println("Nothing was changed. To have it done:");
            out.println("  dr approve " + prepared.run() + " --digest \""
                    + prepared.digest().brief() + "\"" + carried(spec));
            out.println("  dr resume " + prepared.run() + carried(spec));
        }
        out.flush();
        return ExitCode.GREEN;
    }

    private static String carried(CommandSpec spec) {
        return spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> CARRIED.contains(option.longestName()))
                .map(option -> " " + option.longestName() + " " + String.join(",", option.stringValues()))
                .collect(Collectors.joining());
    }
}
