package io.labelmint.dr.cli;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.coverage.Coverage;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.coverage.RestoreProof;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dr coverage}: what restore tests have proved, and what nobody ever tested. */
@Command(
        name = "coverage",
        description = "Show each store by each kind of recovery the estate makes possible, when it was last proved by a"
                + " restore whose data was right, and how long that took. What was never tested, was red, or was proved"
                + " too long ago is red. Reads the ledgers only.",
        mixinStandardHelpOptions = true)
final class CoverageCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    RecordOptions options;

    @Option(
            names = "--within",
            paramLabel = "DAYS",
            description = "How many days a proof holds (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + Coverage.WITHIN_DAYS)
    int days;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean asJson;

    @Override
    public Integer call() {
        return options.read("dr-coverage", this::print);
    }

    private int print(Estate estate, Ledgers ledgers, RunKind kind, Instant now) {
        List<RestoreProof> history = RestoreHistory.of(ledgers, estate, kind);
        Coverage coverage = Coverage.of(estate, history, now, Duration.ofDays(days));
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(Capabilities.json().canonical(json(coverage)));
        } else {
            coverage.rows().forEach(row -> out.println(line(row, now)));
        }
        out.flush();
        return coverage.green() ? ExitCode.GREEN : ExitCode.RED;
    }

    private static String line(Coverage.Row row, Instant now) {
        return "%-8s %-16s %-49s %s"
                .formatted(row.state(), row.store(), row.recovery().words(), text(row, now));
    }

    private static String text(Coverage.Row row, Instant now) {
        Optional<RestoreProof> proved = row.proved();
        String last = row.last()
                .filter(test -> !test.proved())
                .map(test -> "red on " + test.at() + " (" + String.join(", ", test.red()) + "); ")
                .orElse("");
        if (proved.isEmpty()) {
            return last + (last.isEmpty() ? "nobody ever tested it" : "never green");
        }
        return last + "proved " + Ages.words(Duration.between(proved.get().at(), now)) + " ago by "
                + proved.get().run() + took(row);
    }

    private static String took(Coverage.Row row) {
        return row.times().count() == 0
                ? ""
                : "; usable within " + Ages.words(row.times().percentile(50)) + " (half of "
                        + row.times().count() + "), " + Ages.words(row.times().percentile(90))
                        + " (nine of ten), rto " + Ages.words(row.rto());
    }

    private static Map<String, Object> json(Coverage coverage) {
        List<Object> rows = new ArrayList<>();
        coverage.rows().forEach(row -> {
            Map<String, Object> cells = new LinkedHashMap<>();
            cells.put("store", row.store());
            cells.put("means", row.recovery().means().label());
            cells.put("side", row.recovery().side().name().toLowerCase(Locale.ROOT));
            cells.put("state", row.state().name().toLowerCase(Locale.ROOT));
            row.proved().ifPresent(proof -> {
                cells.put("proved", proof.at().toString());
                cells.put("run", proof.run().value());
            });
            if (row.times().count() > 0) {
                cells.put("tests", row.times().count());
                cells.put("p50Seconds", row.times().percentile(50).toSeconds());
                cells.put("p90Seconds", row.times().percentile(90).toSeconds());
            }
            cells.put("rtoSeconds", row.rto().toSeconds());
            rows.add(cells);
        });
        return Map.of("coverage", rows);
    }
}
