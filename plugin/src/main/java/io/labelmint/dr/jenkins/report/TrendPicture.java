package io.labelmint.dr.jenkins.report;

import io.labelmint.dr.evidence.report.Ink;
import io.labelmint.dr.evidence.report.Measurement;
import io.labelmint.dr.evidence.report.Svg;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.jenkins.report.JobTrend.Point;
import io.labelmint.dr.jenkins.report.JobTrend.StoreTrend;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.score.HealthScore;
import io.labelmint.dr.score.Part;
import java.util.ArrayList;
import java.util.List;

/** Draws a trend: a column for each build, the oldest on the left. The same numbers are in the tables of the page. */
final class TrendPicture {
    private static final int BAR = 56;
    private static final int STRIP = BAR + 44;

    /** A column of few builds is not wider than a column of so many. */
    private static final int FEWEST_SLOTS = 10;

    /** Where an objective lies in a column: above it there is room for what misses it. */
    private static final double OBJECTIVE = 0.6;

    private final List<Point> points;
    private final RunKind kind;

    /** Draws {@code points}, which are given newest first. */
    TrendPicture(List<Point> points, RunKind kind) {
        List<Point> oldestFirst = new ArrayList<>(points);
        java.util.Collections.reverse(oldestFirst);
        this.points = List.copyOf(oldestFirst);
        this.kind = kind;
    }

    List<RunView.Drawing> all(List<StoreTrend> stores) {
        List<RunView.Drawing> all = new ArrayList<>();
        if (!stores.isEmpty()) {
            String title = "Age of the newest data of each store, against its objective";
            all.add(new RunView.Drawing(title, ages(stores, title)));
        }
        if (points.stream().anyMatch(point -> point.score().isPresent())) {
            all.add(new RunView.Drawing("Health score", scores()));
        }
        all.add(new RunView.Drawing("Red checks, operations and stores", reds()));
        all.add(new RunView.Drawing("Duration", durations()));
        if (points.stream().anyMatch(point -> point.bytes() > 0)) {
            all.add(new RunView.Drawing("Size of the newest backups", sizes()));
        }
        return all;
    }

    private String ages(List<StoreTrend> stores, String title) {
        long late = stores.stream().filter(store -> !store.kept()).count();
        Svg svg = new Svg(
                "Over " + Words.count(points.size(), "build") + ", "
                        + (late == 0
                                ? "every store kept its objective wherever it was measured"
                                : late + " of " + Words.count(stores.size(), "store") + " missed its objective")
                        + ". The numbers are in the tables below.",
                kind);
        for (int i = 0; i < stores.size(); i++) {
            StoreTrend store = stores.get(i);
            int top = i * STRIP;
            Measurement newest = store.newestAge();
            label(svg, top, store.name(), store.newest() + " of " + store.objective(), !newest.within());
            for (int slot = 0; slot < points.size(); slot++) {
                Measurement age = store.byBuild().get(points.get(slot).number());
                if (age == null) {
                    missing(svg, top, slot);
                } else {
                    column(svg, top, slot, age.share() * OBJECTIVE, age.within() ? Ink.GOOD : Ink.BAD_STRIPES);
                }
            }
            svg.horizontalLine(base(top) - (int) Math.round(BAR * OBJECTIVE), Ink.INK);
            axis(svg, top);
        }
        return svg.inline("dr-ages", title);
    }

    /** Whether each build was green, in little room. */
    String outcomes() {
        Point newest = points.get(points.size() - 1);
        Svg svg = new Svg(outcomesInWords(), kind);
        label(svg, 0, "Builds", newest.outcome(), !newest.green());
        for (int slot = 0; slot < points.size(); slot++) {
            svg.box(slot * width(), 22, bar(), 22, points.get(slot).green() ? Ink.GOOD : Ink.BAD_STRIPES);
        }
        return svg.inline("dr-small", "Whether the newest builds were green");
    }

    private String outcomesInWords() {
        long reds = points.stream().filter(point -> !point.green()).count();
        return (reds == 0 ? "None" : reds) + " of the newest " + Words.count(points.size(), "build") + " "
                + (reds == 1 || reds == 0 ? "is" : "are") + " red; the newest is "
                + points.get(points.size() - 1).outcome() + ".";
    }

    private String reds() {
        long most = points.stream().mapToLong(Point::red).max().orElse(0);
        Point newest = points.get(points.size() - 1);
        Svg svg = new Svg(outcomesInWords(), kind);
        label(svg, 0, "Red", newest.green() ? "nothing" : String.valueOf(newest.red()), !newest.green());
        for (int slot = 0; slot < points.size(); slot++) {
            Point point = points.get(slot);
            double share = point.green() ? 0 : point.red() / (double) most;
            column(svg, 0, slot, share, point.green() ? Ink.GOOD : Ink.BAD_STRIPES);
        }
        axis(svg, 0);
        return svg.inline("dr-red", "Checks, operations and stores that are red in each build");
    }

    private String scores() {
        List<Point> scored =
                points.stream().filter(point -> point.score().isPresent()).toList();
        int newest = scored.get(scored.size() - 1).score().getAsInt();
        int least = scored.stream()
                .mapToInt(point -> point.score().getAsInt())
                .min()
                .orElseThrow();
        Svg svg = new Svg(
                "The health score in " + Words.count(scored.size(), "build") + ": at least " + least + ", last "
                        + newest + ", of " + Part.all() + ".",
                kind);
        label(svg, 0, "Score", newest + " of " + Part.all(), newest <= HealthScore.CAP);
        for (int slot = 0; slot < points.size(); slot++) {
            if (points.get(slot).score().isEmpty()) {
                missing(svg, 0, slot);
            } else {
                int score = points.get(slot).score().getAsInt();
                column(svg, 0, slot, score / (double) Part.all(), score > HealthScore.CAP ? Ink.GOOD : Ink.BAD_STRIPES);
            }
        }
        axis(svg, 0);
        return svg.inline("dr-scores", "Health score");
    }

    private String durations() {
        long most = Math.max(
                1,
                points.stream()
                        .mapToLong(point -> point.took().toSeconds())
                        .max()
                        .orElse(1));
        Point newest = points.get(points.size() - 1);
        Svg svg = new Svg(
                "How long the runs of " + Words.count(points.size(), "build") + " took: at most "
                        + Words.duration(java.time.Duration.ofSeconds(most)) + ", last " + newest.tookWords() + ".",
                kind);
        label(svg, 0, "Took", newest.tookWords(), false);
        for (int slot = 0; slot < points.size(); slot++) {
            long took = points.get(slot).took().toSeconds();
            if (took == 0) {
                missing(svg, 0, slot);
            } else {
                column(svg, 0, slot, took / (double) most, Ink.MUTED);
            }
        }
        axis(svg, 0);
        return svg.inline("dr-durations", "How long each build took");
    }

    private String sizes() {
        long most = points.stream().mapToLong(Point::bytes).max().orElse(1);
        Point newest = points.get(points.size() - 1);
        Svg svg = new Svg(
                "Size of the newest backups in " + Words.count(points.size(), "build") + ": at most "
                        + TrendNumbers.size(most) + ", last " + newest.backups() + ".",
                kind);
        label(svg, 0, "Size", newest.backups(), false);
        for (int slot = 0; slot < points.size(); slot++) {
            long bytes = points.get(slot).bytes();
            if (bytes == 0) {
                missing(svg, 0, slot);
            } else {
                column(svg, 0, slot, bytes / (double) most, Ink.MUTED);
            }
        }
        axis(svg, 0);
        return svg.inline("dr-sizes", "Size of the newest backups");
    }

    private static void label(Svg svg, int top, String name, String value, boolean red) {
        svg.heading(top + 13, Words.shortened(name, 28));
        svg.textTo(Svg.FULL, top + 13, red ? Ink.BAD : Ink.INK, value + (red ? " \u2717" : ""));
    }

    private void column(Svg svg, int top, int slot, double share, Ink ink) {
        int high = Math.max(2, (int) Math.round(BAR * Math.min(1, share)));
        svg.box(slot * width(), base(top) - high, bar(), high, ink);
    }

    private void missing(Svg svg, int top, int slot) {
        svg.box(slot * width(), base(top) - 1, bar(), 1, Ink.RULE);
    }

    private void axis(Svg svg, int top) {
        int last = points.size() - 1;
        svg.box(0, base(top), Svg.FULL, 1, Ink.RULE);
        svg.textFrom(0, base(top) + 14, Ink.MUTED, "#" + points.get(0).number());
        long left = last * width();
        String newest = "#" + points.get(last).number();
        if (left >= Svg.FULL / 2) {
            svg.textTo(left + bar(), base(top) + 14, Ink.MUTED, newest); // there is no room on its right
        } else if (last > 0) {
            svg.textFrom(left, base(top) + 14, Ink.MUTED, newest);
        }
    }

    private long width() {
        return Svg.FULL / Math.max(FEWEST_SLOTS, points.size());
    }

    /** How wide the bar in a column is; the rest keeps it apart from the next. */
    private long bar() {
        return width() * 7 / 10;
    }

    private static int base(int top) {
        return top + 20 + BAR;
    }
}
