package io.labelmint.dr.evidence.report;

import io.labelmint.dr.ledger.RunKind;
import java.util.List;
import java.util.Optional;

/** Draws how old the newest data is that could be brought back, against how old it may be. */
final class AgePicture {
    static final String FILE = "backup-age.svg";

    /** Where the objective lies: right of it there is room for what is too old. */
    private static final long OBJECTIVE = 6_500;

    private static final int TOP = 26;
    private static final int ROW = 44;

    private AgePicture() {}

    /** The picture; empty if nothing was measured. */
    static Optional<Picture> draw(List<Measurement> ages, RunKind kind) {
        if (ages.isEmpty()) {
            return Optional.empty();
        }
        long late = ages.stream().filter(age -> !age.within()).count();
        String alt = "Age of the newest data that could be brought back, against the recovery point objective: "
                + (late == 0
                        ? "all " + ages.size() + " measurements are within it"
                        : late + " of " + Words.count(ages.size(), "measurement") + " are beyond it")
                + ". The numbers are in the table above.";
        Svg svg = new Svg(alt, kind);
        svg.textAround(OBJECTIVE, 12, Ink.MUTED, "objective");
        svg.textFrom(0, 12, Ink.MUTED, "now");
        svg.textTo(Svg.FULL, 12, Ink.MUTED, "older");
        for (int i = 0; i < ages.size(); i++) {
            row(svg, ages.get(i), TOP + i * ROW);
        }
        svg.verticalLine(OBJECTIVE, 18, TOP + ages.size() * ROW, Ink.INK);
        return Optional.of(Picture.of(FILE, alt, svg));
    }

    private static void row(Svg svg, Measurement age, int top) {
        svg.textFrom(0, top + 13, Ink.INK, Words.shortened(age.store().id() + " \u00b7 " + age.check(), 36));
        svg.textTo(
                Svg.FULL,
                top + 13,
                age.within() ? Ink.INK : Ink.BAD,
                Words.duration(age.measured()) + " of " + Words.duration(age.objective())
                        + (age.within() ? "" : " \u2717"));
        long objective = Math.max(1, age.objective().toSeconds());
        long width = OBJECTIVE * Math.max(0, age.measured().toSeconds()) / objective;
        svg.box(0, top + 19, Svg.FULL, 14, Ink.TRACK);
        svg.box(0, top + 19, Math.max(40, width), 14, age.within() ? Ink.GOOD : Ink.BAD_STRIPES);
    }
}
