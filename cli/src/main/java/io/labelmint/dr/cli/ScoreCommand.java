package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.EstateScore;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.score.HealthScore;
import io.labelmint.dr.score.Mark;
import io.labelmint.dr.score.Part;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dr score}: the health score of an estate, and the three fixes worth most points. */
@Command(
        name = "score",
        description =
                "Show the health score of the estate, from 0 to 100 by the formula of docs/health-score.md, what each"
                        + " part gives, what keeps it below 50, and the three fixes worth most points. Counts what the last runs"
                        + " found; what is not known counts as failed. Reads the ledgers only.",
        mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    RecordOptions options;

    @Option(
            names = "--at-least",
            paramLabel = "SCORE",
            description = "The lowest score that is not red (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + (HealthScore.CAP + 1))
    int least;

    @Option(names = "--marks", description = "List everything that was asked, and what is red.")
    boolean all;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean asJson;

    @Override
    public Integer call() {
        return options.read("dr-score", this::print);
    }

    private int print(Estate estate, Ledgers ledgers, RunKind kind, Instant now) {
        HealthScore score = EstateScore.of(ledgers, estate, kind, now);
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(Capabilities.json().canonical(json(estate, score)));
        } else {
            text(estate, score, out);
        }
        out.flush();
        return score.value() >= least ? ExitCode.GREEN : ExitCode.RED;
    }

    private void text(Estate estate, HealthScore score, PrintWriter out) {
        out.println("Health score of " + estate.name() + ": " + score.value() + " of " + Part.all()
                + (score.capped() ? ", held down by hard fails" : ""));
        for (Part part : Part.values()) {
            out.printf("  %5s of %2d  %s%n", score.pointsOf(part), part.points(), part.words());
        }
        if (!score.hardFails().isEmpty()) {
            List<String> hard = score.hardFails().stream().map(Mark::name).toList();
            line(out, "Hard fails: " + String.join(", ", hard) + ".");
        }
        score.fixes().forEach(fix -> line(out, "+" + fix.points() + "  " + fix.words() + "  (" + marks(fix) + ")"));
        if (all) {
            score.marks()
                    .forEach(mark -> line(
                            out,
                            "%-4s %-23s %s"
                                    .formatted(
                                            mark.passed() ? "ok" : "RED",
                                            mark.part().words(),
                                            mark.name())));
        }
    }

    /** What stores, ledgers and AWS are called is text of others. */
    private static void line(PrintWriter out, String text) {
        out.println(VisibleText.line(text));
    }

    private static String marks(HealthScore.Fix fix) {
        return fix.marks().size() <= 3
                ? String.join(", ", fix.marks())
                : String.join(", ", fix.marks().subList(0, 3)) + " and "
                        + (fix.marks().size() - 3) + " more";
    }

    private static Map<String, Object> json(Estate estate, HealthScore score) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            parts.put(
                    part.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    Map.of("points", score.pointsOf(part), "of", part.points()));
        }
        List<Object> fixes = new ArrayList<>();
        score.fixes()
                .forEach(fix -> fixes.add(Map.of(
                        "words", fix.words(),
                        "marks", fix.marks(),
                        "points", fix.points(),
                        "hard", fix.hard())));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("estate", estate.name());
        map.put("score", score.value());
        map.put("capped", score.capped());
        map.put("parts", parts);
        map.put("hardFails", score.hardFails().stream().map(Mark::name).toList());
        map.put("fixes", fixes);
        map.put(
                "red",
                score.marks().stream()
                        .filter(mark -> !mark.passed())
                        .map(Mark::name)
                        .toList());
        return map;
    }
}
