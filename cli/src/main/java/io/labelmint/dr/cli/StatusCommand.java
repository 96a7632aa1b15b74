package io.labelmint.dr.cli;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.SystemTimeline;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dr status}: what was done here, and what is open. */
@Command(
        name = "status",
        description = "Show the operations of a state folder: what is open first. Reads no AWS.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    StateOptions state;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean asJson;

    @Override
    public Integer call() {
        Json json = Capabilities.json();
        PrintWriter out = spec.commandLine().getOut();
        try (SystemTimeline timeline = new SystemTimeline()) {
            FileLedgers ledgers = new FileLedgers(state.state.resolve("ledgers"), timeline, json);
            List<Line> lines = new ArrayList<>();
            ledgers.operations().forEach(id -> lines.add(line(ledgers, id)));
            List<Line> sorted = lines.stream()
                    .sorted(java.util.Comparator.comparing(Line::open).reversed())
                    .toList();
            if (asJson) {
                List<Map<String, String>> rows = new ArrayList<>();
                sorted.forEach(line -> rows.add(line.row()));
                out.println(json.canonical(Map.of("operations", rows)));
            } else if (sorted.isEmpty()) {
                out.println("No operation was begun in " + state.state + ".");
            } else {
                sorted.forEach(line -> out.printf("%-9s %s  %s%n", line.state, line.id, line.text));
            }
            out.flush();
            return sorted.stream().anyMatch(Line::open) ? ExitCode.RED : ExitCode.GREEN;
        }
    }

    private static Line line(FileLedgers ledgers, OperationId id) {
        try {
            return ledgers.read(id)
                    .map(history -> new Line(id, state(history), text(history)))
                    .orElseGet(() -> new Line(id, "EMPTY", "announced, and nothing begun"));
        } catch (ProblemException e) {
            return new Line(id, "BROKEN", e.problem().toString());
        }
    }

    private static String state(History history) {
        return history.closed()
                .map(closed -> closed.succeeded() ? "done" : "RED")
                .orElse("OPEN");
    }

    private static String text(History history) {
        return history.opened().orElseThrow().title() + ", " + history.begin() + " to " + history.end()
                + history.suspended()
                        .map(suspended -> ": " + suspended.problem())
                        .orElse("");
    }

    private record Line(OperationId id, String state, String text) {
        boolean open() {
            return !state.equals("done") && !state.equals("RED");
        }

        Map<String, String> row() {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("operation", id.value());
            row.put("state", state);
            row.put("text", text);
            return row;
        }
    }
}
