package io.labelmint.dr.evidence.report;

import io.labelmint.dr.ledger.RunKind;
import java.util.List;
import java.util.Optional;

/** Draws, for each store, how many of its checks passed, failed, and could not look. */
final class CoveragePicture {
    static final String FILE = "coverage.svg";

    private static final int ROW = 42;

    private CoveragePicture() {}

    /** The picture; empty if there is nothing to show. */
    static Optional<Picture> draw(List<Page.Group> groups, RunKind kind) {
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        String alt = "Coverage. "
                + String.join(
                        "; ",
                        groups.stream()
                                .map(group ->
                                        group.title() + ": " + group.tally().words())
                                .toList())
                + ".";
        Svg svg = new Svg(alt, kind);
        for (int i = 0; i < groups.size(); i++) {
            row(svg, groups.get(i), i * ROW);
        }
        return Optional.of(Picture.of(FILE, alt, svg));
    }

    private static void row(Svg svg, Page.Group group, int top) {
        Tally tally = group.tally();
        svg.textFrom(0, top + 13, Ink.INK, Words.shortened(group.title(), 24));
        svg.textTo(Svg.FULL, top + 13, tally.red() ? Ink.BAD : Ink.INK, tally.words());
        int bar = top + 19;
        if (tally.total() == 0) {
            svg.outline(5, bar, Svg.FULL - 10, 14, Ink.BAD);
            return;
        }
        long passed = Svg.FULL * tally.passed() / tally.total();
        long failed = Svg.FULL * tally.failed() / tally.total();
        svg.box(0, bar, passed, 14, Ink.GOOD);
        svg.box(passed, bar, failed, 14, Ink.BAD_STRIPES);
        if (tally.notTested() > 0) {
            svg.box(passed + failed, bar, Svg.FULL - passed - failed, 14, Ink.UNKNOWN_STRIPES);
        }
    }
}
