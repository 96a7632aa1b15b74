package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.PastRuns;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dr history}: what was real, what was a drill and what was rehearsed, apart from each other. */
@Command(
        name = "history",
        description =
                "Show the runs of the estate, the newest first: what was real, drills and rehearsals apart from each"
                        + " other, each with its result, how long it took, and for moves the recovery time against its objective and"
                        + " what was lost. A ledger that cannot be read is named, and red. Reads the ledgers only.",
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
    private static final String LAST = "--last";

    @Spec
    CommandSpec spec;

    @Mixin
    RecordOptions options;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Show one kind only: real, drill or rehearsal (default: all three).")
    Optional<RunKind> only = Optional.empty();

    @Option(
            names = LAST,
            paramLabel = "N",
            description = "How many runs of each kind are shown (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    int most;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean asJson;

    @Override
    public Integer call() {
        if (most < 1) {
            throw new ParameterException(
                    spec.commandLine(), "With " + LAST + " " + most + " no run would be shown: name at least 1.");
        }
        return options.read("dr-history", this::print);
    }

    private int print(Estate estate, Ledgers ledgers, RunKind of, Instant now) {
        PastRuns runs = PastRuns.of(ledgers, estate, now);
        List<RunKind> kinds = only.map(List::of).orElseGet(HistoryCommand::realFirst);
        PrintWriter out = spec.commandLine().getOut();
        HistoryPrinter printer = new HistoryPrinter(runs, most, of);
        if (asJson) {
            out.println(Capabilities.json().canonical(printer.json(kinds)));
        } else {
            printer.text(kinds, out);
        }
        out.flush();
        return runs.unreadable().isEmpty() ? ExitCode.GREEN : ExitCode.RED;
    }

    private static List<RunKind> realFirst() {
        return Arrays.stream(RunKind.values()).sorted(Comparator.reverseOrder()).toList();
    }
}
