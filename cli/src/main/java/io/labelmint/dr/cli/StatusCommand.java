package io.labelmint.dr.cli;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.OpenOperations;
import io.labelmint.dr.job.RoutineWork;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Bygone;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.SystemTimeline;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dr status}: what was done here, and what is open. */
@Command(
        name = "status",
        description =
                "Show the operations of a state folder: what is open first. Reads AWS only where the folder has none"
                        + " and the estate keeps its ledgers in a bucket, or with --bucket.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    /** What ended longer ago is seldom asked for. */
    private static final Duration SHOWN = Duration.ofDays(7);

    @Spec
    CommandSpec spec;

    @Mixin
    EstateOptions estateOptions;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    @Option(names = "--bucket", description = "Show what the bucket of the estate has, too.")
    boolean fromBucket;

    @Option(
            names = "--all",
            description = "Show what ended more than 7 days ago, too, and heartbeats and checks of before yesterday:"
                    + " after a year there are tens of thousands.")
    boolean all;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean asJson;

    @Override
    public Integer call() {
        Json json = Capabilities.json();
        PrintWriter out = spec.commandLine().getOut();
        try (SystemTimeline timeline = new SystemTimeline()) {
            FileLedgers here = new FileLedgers(state.state.resolve("ledgers"), timeline, json);
            Optional<Estate> elsewhere = elsewhere(here);
            if (elsewhere.isEmpty()) {
                return print(here, state.state.toString(), json, out, timeline.now());
            }
            try (Session session = Session.of(elsewhere.get(), aws, state.state, "dr-status")) {
                String bucket = elsewhere
                        .get()
                        .state()
                        .bucket()
                        .map(name -> " or bucket " + name)
                        .orElse("");
                return print(
                        session.engine().ledgers(),
                        state.state + bucket,
                        json,
                        out,
                        session.engine().timeline().now());
            }
        }
    }

    /** The estate whose bucket, or rehearsal, is to be read; asked for, or because there is nothing here. */
    private Optional<Estate> elsewhere(FileLedgers here) {
        if (fromBucket || aws.rehearsal.isPresent()) {
            return Optional.of(aws.rehearsal.isPresent() ? estateOptions.loadRehearsed() : estateOptions.load());
        }
        return here.operations().isEmpty() && Files.exists(estateOptions.file)
                ? Optional.of(estateOptions.load())
                        .filter(estate -> estate.state().bucket().isPresent())
                : Optional.empty();
    }

    private int print(Ledgers ledgers, String where, Json json, PrintWriter out, Instant now) {
        SortedMap<OperationId, Boolean> closed = ledgers.closed(all ? Bygone.NONE : RoutineWork.past(now));
        int before = closed.size();
        closed.entrySet().removeIf(known -> !all && known.getValue() && isLongAgo(known.getKey(), now));
        int left = before - closed.size();
        List<Line> lines = new ArrayList<>();
        closed.keySet().forEach(id -> lines.add(line(ledgers, id)));
        List<Line> sorted = lines.stream()
                .sorted(java.util.Comparator.comparing(Line::open).reversed())
                .toList();
        if (asJson) {
            List<Map<String, String>> rows = new ArrayList<>();
            sorted.forEach(line -> rows.add(line.row()));
            out.println(json.canonical(Map.of("operations", rows)));
        } else if (sorted.isEmpty()) {
            out.println((left > 0 ? "Nothing is open in " : "No operation was begun in ") + where + ".");
        } else {
            sorted.forEach(line -> out.printf("%-9s %s  %s%n", line.state, line.id, line.text));
        }
        if (left > 0 && !asJson) {
            out.println(left + " more ended more than " + SHOWN.toDays() + " days ago: --all shows them.");
        }
        out.flush();
        return sorted.stream().anyMatch(Line::open) ? ExitCode.RED : ExitCode.GREEN;
    }

    /** By the day it was made for, which most ids name. */
    private static boolean isLongAgo(OperationId id, Instant now) {
        return id.day()
                .filter(day -> day.compareTo(Slots.day(now.minus(SHOWN))) < 0)
                .isPresent();
    }

    private static Line line(Ledgers ledgers, OperationId id) {
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
                .orElse(OpenOperations.prepared(history) ? "PREPARED" : "OPEN");
    }

    private static String text(History history) {
        return history.opened().orElseThrow().title() + ", " + history.begin() + " to " + history.end()
                + history.suspended()
                        .map(suspended -> ": " + suspended.problem())
                        .orElse("");
    }

    private record Line(OperationId id, String state, String text) {
        boolean open() {
            return !List.of("done", "RED", "PREPARED").contains(state);
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
