package io.labelmint.dr.evidence;

import io.labelmint.dr.evidence.report.MarkdownText;
import io.labelmint.dr.evidence.report.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Says of a sample how it was chosen, from what, and what could not be counted: for programs and for people. */
public final class SampleIndex {
    /** How a sample is chosen, for who chooses it again. */
    static final String METHOD = "Runs in the order of SHA-256 of the seed, a line feed and the run; the first ones.";

    private static final String SCHEMA = "io.labelmint.dr/sample/1";

    private final PackSample sample;

    public SampleIndex(PackSample sample) {
        this.sample = sample;
    }

    /** A line of an index, for programs. */
    public static Map<String, Object> tree(IndexedPack pack) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("run", pack.run().value());
        cells.put("estate", pack.estate());
        cells.put("job", pack.job());
        cells.put("kind", kind(pack));
        cells.put("title", pack.title());
        cells.put("began", pack.began().toString());
        cells.put("result", pack.result());
        cells.put("seal", pack.sequence());
        cells.put("replaced", pack.replaced());
        cells.put("digest", pack.digest());
        cells.put("folder", pack.folder());
        return cells;
    }

    /** A damaged pack, for programs. */
    public static Map<String, Object> tree(PackIndex.Damaged pack) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("folder", pack.folder());
        pack.claim().ifPresent(claim -> cells.put("claim", claim));
        cells.put("flaws", pack.flaws().stream().map(Flaw::toString).toList());
        return cells;
    }

    /** All of it, for programs. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("method", METHOD);
        tree.put("seed", sample.seed());
        tree.put("seedFrom", sample.fromSeals() ? "last seal" : "who asked");
        tree.put("asked", sample.asked());
        Map<String, Object> query = new LinkedHashMap<>();
        sample.query().year().ifPresent(year -> query.put("year", year));
        sample.query().job().ifPresent(job -> query.put("job", job));
        sample.query().kind().ifPresent(kind -> query.put("kind", kind.name().toLowerCase(Locale.ROOT)));
        tree.put("query", query);
        tree.put("population", Map.of("packs", sample.population().size(), "red", sample.redInPopulation()));
        tree.put("sample", Map.of("packs", sample.chosen().size(), "red", sample.redInSample()));
        List<Map<String, Object>> chosen = new ArrayList<>();
        for (PackSample.Chosen some : sample.chosen()) {
            Map<String, Object> cells = tree(some.pack());
            cells.put("rank", some.rank());
            chosen.add(cells);
        }
        tree.put("chosen", chosen);
        tree.put("complete", sample.complete());
        tree.put(
                "damaged",
                sample.index().damaged().stream().map(SampleIndex::tree).toList());
        tree.put("chains", sample.index().chains().rows());
        tree.put(
                "flaws",
                Stream.concat(sample.flaws().stream(), sample.index().chains().flaws().stream())
                        .map(Flaw::toString)
                        .toList());
        tree.put("remarks", remarks());
        return tree;
    }

    /** For people. */
    String markdown() {
        StringBuilder text = new StringBuilder("# Sample of evidence\n\n");
        summary()
                .forEach(line ->
                        text.append("* ").append(MarkdownText.cell(line)).append('\n'));
        text.append("\n| No. | Began (UTC) | Run | Job | Kind | Result | Seal | SHA-256 of seed and run |\n")
                .append("|---:|---|---|---|---|---|---:|---|\n");
        int number = 1;
        for (PackSample.Chosen some : sample.chosen()) {
            IndexedPack pack = some.pack();
            text.append("| ").append(number++).append(" | ").append(Words.time(pack.began()));
            text.append(" | [")
                    .append(pack.run())
                    .append("](")
                    .append(pack.run())
                    .append("/report.html)");
            for (Object cell : List.of(
                    pack.job(),
                    kind(pack),
                    pack.result(),
                    pack.sequence(),
                    some.rank().substring(0, 12))) {
                text.append(" | ").append(MarkdownText.cell(String.valueOf(cell)));
            }
            text.append(" |\n");
        }
        text.append("\n## What was not counted, and what this does not prove\n\n");
        doubts().forEach(line ->
                text.append("* ").append(MarkdownText.cell(line)).append('\n'));
        remarks()
                .forEach(line ->
                        text.append("* ").append(MarkdownText.cell(line)).append('\n'));
        return text.append(
                        "\n## Doing it again\n\n`population.txt` has the runs it was chosen from. Each pack is proved with")
                .append(" `dr evidence verify RUN`; that\nnone is missing, only where all of them are.\n\n```\n")
                .append(again())
                .append("```\n")
                .toString();
    }

    /** What was chosen from what, a sentence each. */
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add("Population: " + Words.count(sample.population().size(), "pack")
                + sample.query().words() + ", " + sample.redInPopulation() + " of them red.");
        int chosen = sample.chosen().size();
        lines.add("Sample: "
                + (sample.asked() > sample.population().size()
                        ? sample.asked() + " were asked for and there are only " + chosen + ", so all of them"
                        : chosen + " of them")
                + ", " + sample.redInSample() + " red.");
        lines.add("Seed: " + sample.seed() + (sample.fromSeals() ? " (the last seal)." : " (given by who asked)."));
        lines.add(METHOD);
        for (ChainVerification.Row row : sample.index().chains().rows()) {
            lines.add("Chain of " + row.estate() + ", " + row.kind().name().toLowerCase(Locale.ROOT) + ": "
                    + Words.count(row.packs(), "pack") + ", " + row.first() + " to " + row.last() + ", from "
                    + Words.time(row.from()) + " to " + Words.time(row.to()) + ".");
        }
        lines.add(
                sample.complete()
                        ? "Complete: between the first seal and the last one no pack is missing, and none is damaged."
                        : "NOT COMPLETE: what is damaged or missing may be what was asked for.");
        return lines;
    }

    /** What may be missing in the population, a line each: every damaged pack and every flaw of a chain. */
    public List<String> doubts() {
        List<String> lines = new ArrayList<>();
        for (PackIndex.Damaged pack : sample.index().damaged()) {
            lines.add("Damaged, not counted: " + pack.folder()
                    + pack.claim().map(claim -> " (" + claim + " by its seal)").orElse("") + ": "
                    + pack.flaws().get(0)
                    + (pack.flaws().size() > 1 ? " and " + (pack.flaws().size() - 1) + " more" : ""));
        }
        sample.flaws().forEach(flaw -> lines.add("In the sample: " + flaw));
        List<Flaw> told = sample.index().damaged().stream()
                .flatMap(pack -> pack.flaws().stream())
                .toList();
        sample.index().chains().flaws().stream()
                .filter(flaw -> !told.contains(flaw))
                .forEach(flaw -> lines.add(flaw.toString()));
        return lines;
    }

    /** What a sample like this does not show, a sentence each. */
    public List<String> remarks() {
        List<String> lines = new ArrayList<>();
        if (sample.replaced() > 0) {
            lines.add(
                    Words.count(sample.replaced(), "pack") + " of these runs "
                            + (sample.replaced() == 1 ? "was" : "were")
                            + " replaced when the same job was run again in its slot; each run is counted once, by its last pack.");
        }
        sample.older()
                .forEach(pack -> lines.add("Not counted, because a later pack of the same run is here: " + pack.folder()
                        + ", " + pack.result() + "."));
        if (sample.rehearsals() > 0) {
            lines.add(Words.count(sample.rehearsals(), "rehearsal") + " left out: ask with --kind rehearsal.");
        }
        lines.add("A run that was killed and never gone on with left no pack, only a ledger: `dr status` shows it.");
        lines.addAll(sample.index().chains().remarks());
        return lines;
    }

    private String again() {
        return "seed='" + sample.seed().replace("'", "'\\''") + "'\n"
                + "while read -r run; do echo \"$(printf '%s\\n%s' \"$seed\" \"$run\" | sha256sum | cut -c1-64) $run\"; done \\\n"
                + "  < population.txt | sort | head -n " + sample.asked() + "\n";
    }

    private static String kind(IndexedPack pack) {
        return pack.kind().name().toLowerCase(Locale.ROOT);
    }
}
