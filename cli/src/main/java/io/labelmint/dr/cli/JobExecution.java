package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.EvidencePack;
import io.labelmint.dr.evidence.report.Postmortem;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.job.News;
import io.labelmint.dr.job.OpenOperations;
import io.labelmint.dr.job.RunLog;
import io.labelmint.dr.job.RunResult;
import io.labelmint.dr.job.Sealing;
import io.labelmint.dr.job.Sealing.Sealed;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Engine;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import picocli.CommandLine;

/** Runs a job to its end, leaves its evidence and says how it went: what every command that runs jobs shares. */
final class JobExecution {
    private final CommandLine command;
    private final Session session;
    private final Estate estate;
    private final Path out;
    private final boolean asJson;
    private boolean redFirst;
    private boolean quiet;

    JobExecution(CommandLine command, Session session, Estate estate, Path out, boolean asJson) {
        this.command = command;
        this.session = session;
        this.estate = estate;
        this.out = out;
        this.asJson = asJson;
    }

    /** The same, which tells what it finds of {@code type} in the order in which people act, where that is what it is for. */
    JobExecution of(Job.Type type) {
        redFirst = type == Job.Type.READINESS;
        return this;
    }

    /** The same, which prints no JSON: what it runs is not what was asked for, but has to come before it. */
    JobExecution quietly() {
        JobExecution quiet = new JobExecution(command, session, estate, out, asJson);
        quiet.quiet = true;
        return quiet;
    }

    /** Runs what {@code start} begins; the result is the exit code. */
    int run(Function<JobRun, CompletableFuture<Evidence>> start) {
        boolean terminal = !asJson && CommandLine.Help.Ansi.AUTO.enabled();
        RedFirstLog kept = new RedFirstLog(
                asJson ? command.getErr() : command.getOut(),
                terminal,
                session.engine().timeline());
        RunLog log = redFirst
                ? kept
                : new RunLog(
                        asJson ? command.getErr() : command.getOut(),
                        terminal,
                        session.engine().timeline());
        JobRun run = new JobRun(session.engine(), estate, session.kind(), Session.actor(), Session.holder(), log);
        Evidence evidence;
        try {
            evidence = session.engine().timeline().join(start.apply(run));
        } finally {
            kept.tell();
            log.end();
        }
        Sealed sealed = new Sealing(session.engine(), estate)
                .seal(
                        evidence,
                        EvidencePack.of(
                                evidence,
                                ledgers(evidence),
                                estate.source(),
                                session.engine().json()));
        Path folder = sealed.pack().writeTo(out);
        if (asJson && !quiet) {
            command.getOut().println(json(evidence, sealed, folder));
        } else if (!asJson) {
            summary(evidence, sealed, folder);
        }
        return evidence.green() && sealed.problem().isEmpty() ? ExitCode.GREEN : ExitCode.RED;
    }

    private Map<OperationId, String> ledgers(Evidence evidence) {
        Map<OperationId, String> texts = new TreeMap<>();
        texts.put(evidence.run(), text(evidence.run()));
        evidence.operations().forEach(operation -> texts.put(operation.id(), text(operation.id())));
        return texts;
    }

    private String text(OperationId operation) {
        return session.engine().ledgers().text(operation).orElseThrow();
    }

    private void summary(Evidence evidence, Sealed sealed, Path folder) {
        PrintWriter out = command.getOut();
        long red =
                evidence.findings().stream().filter(finding -> !finding.green()).count();
        out.println();
        out.println(evidence.title() + ", " + evidence.kind().name().toLowerCase(java.util.Locale.ROOT) + " "
                + evidence.run() + ": "
                + (evidence.green()
                        ? Words.all(evidence.findings().size(), "check") + " green."
                        : red + " of " + evidence.findings().size() + " checks red."));
        out.println("  report    " + folder.resolve("report.html"));
        out.println("  evidence  " + folder + "  (digest " + sealed.pack().digest() + ")");
        sealed.seal()
                .ifPresent(text -> out.println("  seal      " + text.seal().sequence() + " of the chain, "
                        + (text.signature().isPresent() ? "signed" : "unsigned") + "  (hash "
                        + text.seal().hash(session.engine().json()) + ")"));
        sealed.problem().ifPresent(problem -> out.println("  RED       " + problem));
        out.println("  verify    dr evidence verify " + folder);
        Path postmortem = folder.resolve(Postmortem.FILE);
        if (Files.exists(postmortem)) {
            out.println("  skeleton  " + postmortem + ": a post-mortem, to be completed by people");
        }
        session.nowhereElse().ifPresent(words -> out.println("  note      " + words));
        out.flush();
    }

    private String json(Evidence evidence, Sealed sealed, Path folder) {
        Engine engine = session.engine();
        News news =
                News.of(engine.ledgers(), engine.ledgers().read(evidence.run()).orElseThrow());
        List<OpenOperations.Open> open =
                OpenOperations.of(engine.ledgers(), engine.timeline().now());
        RunResult result = new RunResult(evidence, sealed, folder.toString(), news, open);
        Map<String, Object> map = result.asMap();
        map.put("finishableElsewhere", session.bucket().isPresent());
        return engine.json().canonical(map);
    }
}
