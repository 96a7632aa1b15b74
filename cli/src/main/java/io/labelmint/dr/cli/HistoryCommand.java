package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.PastRuns;
import io.labelmint.dr.job.RunsWanted;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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
                "Show the newest runs of the estate: what was real, drills and rehearsals apart from each other, each with"
                        + " its result, how long it took, and for moves the recovery time against its objective and what was"
                        + " lost. Heartbeats and real checks are left out. A ledger that cannot be read is named, and red. Reads"
                        + " the ledgers only, and of those only what is shown.",
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
    private static final String LAST = "--last";

    /** As many as a terminal shows, of each kind. */
    private static final int NEWEST = 20;

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
            names = "--job",
            paramLabel = "JOB",
            description = "Show one job only, for example restore-test; with check or heartbeat those, too.",
            converter = QueryOptions.Jobs.class)
    Optional<String> job = Optional.empty();

    @Option(
            names = LAST,
            paramLabel = "N",
            description = "How many runs of each kind are read and shown (default: " + NEWEST
                    + ", or all with --since or --all).")
    Optional<Integer> last = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "YYYY-MM-DD",
            description = "Show what was made for this day, in UTC, or a later one.",
            converter = Day.class)
    Optional<LocalDate> since = Optional.empty();

    @Option(
            names = "--all",
            description =
                    "Read every run there was, and show checks and heartbeats, too: after a year there are tens of"
                            + " thousands.")
    boolean all;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean asJson;

    @Override
    public Integer call() {
        if (last.filter(most -> most < 1).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "With " + LAST + " " + last.orElseThrow() + " no run would be shown: name at least 1.");
        }
        return options.read("dr-history", this::print);
    }

    private int print(Estate estate, Ledgers ledgers, RunKind of, Instant now) {
        Optional<Integer> most = last.or(() -> all || since.isPresent() ? Optional.empty() : Optional.of(NEWEST));
        PastRuns runs = PastRuns.of(ledgers, estate, new RunsWanted(only, jobs(of), since, most));
        List<RunKind> kinds = only.map(List::of).orElseGet(HistoryCommand::realFirst);
        PrintWriter out = spec.commandLine().getOut();
        HistoryPrinter printer =
                new HistoryPrinter(runs, most.orElse(Integer.MAX_VALUE), job.isPresent() || since.isPresent(), of);
        if (asJson) {
            out.println(Capabilities.json().canonical(printer.json(kinds)));
        } else {
            printer.text(kinds, out);
        }
        out.flush();
        return runs.unreadable().isEmpty() ? ExitCode.GREEN : ExitCode.RED;
    }

    /** A watch makes hundreds of checks a day, and nobody rehearses a watch. */
    private Set<Job.Type> jobs(RunKind of) {
        if (job.isPresent()) {
            return Set.of(Job.Type.named(job.get()));
        }
        Set<Job.Type> jobs = EnumSet.allOf(Job.Type.class);
        if (!all) {
            jobs.remove(Job.Type.HEARTBEAT);
        }
        if (!all && of != RunKind.REHEARSAL) {
            jobs.remove(Job.Type.CHECK);
        }
        return jobs;
    }

    private static List<RunKind> realFirst() {
        return Arrays.stream(RunKind.values()).sorted(Comparator.reverseOrder()).toList();
    }

    /** A day as people and files write it. */
    static final class Day implements CommandLine.ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw new CommandLine.TypeConversionException("'" + text + "' is no day. Write one as 2026-01-31.");
            }
        }
    }
}
