package io.labelmint.dr.cli;

import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.job.PastRun;
import io.labelmint.dr.job.PastRuns;
import io.labelmint.dr.job.RecoveryTime;
import io.labelmint.dr.ledger.RunKind;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints the history of an estate: a table for each kind of run, and what each row is of in the row itself. */
final class HistoryPrinter {
    private static final String ROW = "  %-9s  %-23s  %-12s  %-24s  %s";
    private static final int MOST_LOSSES = 3;

    private final PastRuns runs;
    private final int most;
    private final RunKind asked;
    private final boolean narrowed;

    /**
     * Of {@code runs}, the newest {@code most} of each kind.
     *
     * @param narrowed whether only some of the runs were asked for, so that there may be others of a kind
     * @param asked what the ledgers are of that were read: rehearsals keep theirs in folders of their own
     */
    HistoryPrinter(PastRuns runs, int most, boolean narrowed, RunKind asked) {
        this.runs = runs;
        this.most = most;
        this.narrowed = narrowed;
        this.asked = asked;
    }

    void text(List<RunKind> kinds, PrintWriter out) {
        int older = older(kinds);
        for (RunKind kind : kinds) {
            List<PastRun> shown = shown(kind);
            line(out, kind.words() + ": " + Words.count(shown.size(), "run") + (older == 0 ? "" : " shown"));
            if (shown.isEmpty()) {
                line(out, "  " + none(kind, older == 0 && !narrowed));
            } else {
                line(out, ROW.formatted("", "BEGAN", "TOOK", "RESULT", "WHAT").stripTrailing());
            }
            shown.forEach(run -> row(run, out));
            out.println();
        }
        if (older > 0) {
            String unread = runs.unread() == older ? " nor read" : ", " + runs.unread() + " of them not read";
            line(
                    out,
                    Words.count(older, "older run") + " not shown" + (runs.unread() == 0 ? "" : unread)
                            + ": --last N, --since YYYY-MM-DD or --all shows more, and --job or --kind what is of one.");
        }
        if (!runs.unreadable().isEmpty()) {
            line(
                    out,
                    "Ledgers that cannot be read, so nobody knows what they are of: "
                            + runs.unreadable().size());
            runs.unreadable().forEach(ledger -> line(out, "  " + ledger.operation() + ": " + ledger.problem()));
        }
    }

    private List<PastRun> shown(RunKind kind) {
        return runs.of(kind).stream().limit(most).toList();
    }

    /** How many there are besides what is shown, as far as names tell. */
    private int older(List<RunKind> kinds) {
        return runs.unread()
                + kinds.stream()
                        .mapToInt(kind -> runs.of(kind).size() - shown(kind).size())
                        .sum();
    }

    private static void row(PastRun run, PrintWriter out) {
        line(
                out,
                ROW.formatted(
                        run.kind(),
                        Words.time(run.began()),
                        run.took().map(Words::duration).orElse("-"),
                        result(run),
                        run.title() + "  " + run.run()));
        run.reason().ifPresent(reason -> line(out, "             " + reason));
        run.recovery()
                .ifPresent(time -> line(
                        out,
                        "             " + recovered(time) + (run.losses().isEmpty() ? "" : "; lost: " + lost(run))));
    }

    private static String result(PastRun run) {
        return switch (run.state()) {
            case GREEN -> "green, " + Words.count(run.checks(), "check");
            case RED -> run.red() == 0 ? "RED" : "RED, " + run.red() + " of " + Words.count(run.checks(), "check");
            case OPEN -> "OPEN";
            case PREPARED -> "PREPARED";
        };
    }

    private static String recovered(RecoveryTime time) {
        return time.reached().isEmpty()
                ? "nobody knows how long until everything was recovered"
                : "recovered in " + time.words() + (time.kept() ? "" : ", MISSED");
    }

    /** In few words: how it was measured is in the evidence. */
    private static String lost(PastRun run) {
        int more = run.losses().size() - MOST_LOSSES;
        return run.losses().stream()
                        .limit(MOST_LOSSES)
                        .map(loss -> loss.store() + " "
                                + loss.shown().replaceFirst("[,;(].*", "").strip())
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + Words.count(more, "more store") : "");
    }

    /** Why there is none, and whether that is sure: others may not have been asked for, or not read. */
    private String none(RunKind kind, boolean sure) {
        String name = kind == RunKind.REAL ? "real run" : kind.name().toLowerCase(Locale.ROOT);
        if (asked == RunKind.REHEARSAL && kind != RunKind.REHEARSAL) {
            return "No " + name + " is recorded in a rehearsal: leave --rehearsal out to see those.";
        }
        boolean elsewhere = asked != RunKind.REHEARSAL && kind == RunKind.REHEARSAL;
        if (!sure) {
            return "None among those that were read."
                    + (elsewhere ? " Each rehearsal keeps its records in its own folder: --rehearsal." : "");
        }
        return switch (kind) {
            case REAL ->
                "No real run is recorded here, checks and heartbeats aside: `dr run daily` makes one, and `dr plan daily`"
                        + " says what it would call.";
            case DRILL ->
                "No drill is recorded here: hold one with `dr run drill`, which touches nothing that is used.";
            case REHEARSAL ->
                elsewhere
                        ? "No rehearsal is recorded here, because each keeps its records in its own folder: name that with"
                                + " --rehearsal, or rehearse with `dr rehearse failover`."
                        : "No rehearsal is recorded here: `dr rehearse failover` makes one.";
        };
    }

    /** What stores, ledgers and people are called is text of others. */
    private static void line(PrintWriter out, String text) {
        out.println(VisibleText.line(text));
    }

    Map<String, Object> json(List<RunKind> kinds) {
        Map<String, Object> tables = new LinkedHashMap<>();
        for (RunKind kind : kinds) {
            tables.put(
                    kind.name().toLowerCase(Locale.ROOT),
                    Map.of(
                            "runs",
                            shown(kind).stream().map(HistoryPrinter::cells).toList()));
        }
        List<Object> unreadable = new ArrayList<>();
        runs.unreadable()
                .forEach(ledger -> unreadable.add(Map.of(
                        "operation",
                        ledger.operation().value(),
                        "problem",
                        ledger.problem().toString())));
        return Map.of("history", tables, "notShown", older(kinds), "unreadable", unreadable);
    }

    private static Map<String, Object> cells(PastRun run) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("run", run.run().value());
        cells.put("kind", run.kind().name().toLowerCase(Locale.ROOT));
        cells.put("title", run.title());
        cells.put("began", run.began().toString());
        cells.put("result", run.state().name().toLowerCase(Locale.ROOT));
        cells.put("checks", run.checks());
        cells.put("red", run.red());
        run.took().ifPresent(took -> {
            cells.put("ended", run.last().toString());
            cells.put("tookSeconds", took.toSeconds());
        });
        run.reason().ifPresent(reason -> cells.put("reason", reason));
        run.recovery().ifPresent(time -> recovery(time, cells));
        if (!run.losses().isEmpty()) {
            Map<String, String> losses = new LinkedHashMap<>();
            run.losses().forEach(loss -> losses.put(loss.store(), loss.shown()));
            cells.put("losses", losses);
        }
        return cells;
    }

    private static void recovery(RecoveryTime time, Map<String, Object> cells) {
        time.reached().ifPresent(reached -> cells.put("recoverySeconds", reached.toSeconds()));
        time.objective().ifPresent(rto -> cells.put("rtoSeconds", rto.toSeconds()));
        cells.put("rtoKept", time.kept());
    }
}
