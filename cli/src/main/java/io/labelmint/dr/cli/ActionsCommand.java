package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.CorrectiveActions;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dr actions}: the corrective actions that are open. */
@Command(
        name = "actions",
        description =
                "List the corrective actions of the estate that are open, the one that is due first at the head. Exit"
                        + " code 1 if one is overdue. Recorded, and closed, by `dr sign-off`. Reads the ledgers only.",
        mixinStandardHelpOptions = true)
final class ActionsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    RecordOptions options;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean asJson;

    @Override
    public Integer call() {
        return options.read("dr-actions", this::print);
    }

    private int print(Estate estate, Ledgers ledgers, RunKind kind, Instant now) {
        List<CorrectiveActions.Open> open = CorrectiveActions.open(ledgers, estate, kind, now);
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(Capabilities.json()
                    .canonical(Map.of(
                            "estate",
                            estate.name(),
                            "open",
                            open.stream().map(ActionsCommand::json).toList())));
        } else if (open.isEmpty()) {
            out.println("No corrective action of " + estate.name() + " is open.");
        } else {
            open.forEach(
                    one -> out.println(VisibleText.line((one.overdue() ? "OVERDUE  " : "open     ") + one.words())));
        }
        out.flush();
        return open.stream().anyMatch(CorrectiveActions.Open::overdue) ? ExitCode.RED : ExitCode.GREEN;
    }

    private static Map<String, Object> json(CorrectiveActions.Open one) {
        return Map.of(
                "id", one.id(),
                "what", one.action().what(),
                "owner", one.action().owner(),
                "due", one.action().due().toString(),
                "overdue", one.overdue());
    }
}
