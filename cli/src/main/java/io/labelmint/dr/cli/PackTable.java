package io.labelmint.dr.cli;

import io.labelmint.dr.evidence.IndexedPack;
import io.labelmint.dr.evidence.PackIndex;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.evidence.report.Words;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints packs as a table. */
final class PackTable {
    private static final int DIGITS = 12;

    private PackTable() {}

    static void print(List<IndexedPack> packs, PrintWriter out) {
        if (packs.isEmpty()) {
            return;
        }
        int run = packs.stream()
                .mapToInt(pack -> pack.run().value().length())
                .max()
                .orElseThrow();
        String row = "  %-23s  %-" + run + "s  %-12s  %-9s  %-6s  %6s  %s";
        line(out, row.formatted("BEGAN", "RUN", "JOB", "KIND", "RESULT", "SEAL", "DIGEST"));
        for (IndexedPack pack : packs) {
            line(
                    out,
                    row.formatted(
                            Words.time(pack.began()),
                            pack.run(),
                            pack.job().isEmpty() ? "-" : pack.job(),
                            pack.kind().name().toLowerCase(Locale.ROOT),
                            pack.green() ? "green" : "RED",
                            pack.sequence(),
                            pack.digest().substring(0, DIGITS)));
        }
    }

    /** A pack that has no row, in one line. */
    static String damaged(PackIndex.Damaged pack) {
        return "DAMAGED  " + pack.folder()
                + pack.claim().map(claim -> " (" + claim + " by its seal)").orElse("") + ": "
                + pack.flaws().get(0)
                + (pack.flaws().size() > 1 ? " and " + (pack.flaws().size() - 1) + " more" : "");
    }

    /** What runs and folders are called is text of others. */
    static void line(PrintWriter out, String text) {
        out.println(VisibleText.line(text));
    }
}
