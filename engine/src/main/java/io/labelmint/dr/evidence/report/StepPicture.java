package io.labelmint.dr.evidence.report;

import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.Evidence.OperationRecord;
import io.labelmint.dr.evidence.Evidence.Result;
import io.labelmint.dr.evidence.Evidence.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Draws when each step ran and how long it took, on one axis of time. */
final class StepPicture {
    static final String FILE = "steps.svg";

    /** Beyond this nobody reads it; the tables have all of them. */
    private static final int MOST_STEPS = 80;

    private static final int STEP = 34;
    private static final int HEADING = 26;

    private final Instant from;
    private final Duration span;
    private final Instant now;
    private final Svg svg;
    private int top = 22;

    private StepPicture(Evidence evidence, Instant from, Instant to, String alt) {
        this.from = from;
        this.span = Duration.between(from, to);
        this.now = evidence.ended();
        this.svg = new Svg(alt, evidence.kind());
    }

    /** The picture; empty if no step was begun. */
    static Optional<Picture> draw(Evidence evidence) {
        List<Step> begun = evidence.operations().stream()
                .flatMap(operation -> operation.steps().stream())
                .filter(step -> step.started().isPresent())
                .toList();
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        Instant from = begun.stream()
                .map(step -> step.started().get())
                .min(Comparator.naturalOrder())
                .get();
        Instant to = begun.stream()
                .map(step -> step.ended().orElse(evidence.ended()))
                .max(Comparator.naturalOrder())
                .get();
        String alt = Words.count(begun.size(), "step") + " between " + Words.time(from) + " and " + Words.time(to)
                + ", " + Words.duration(Duration.between(from, to)) + " in all. The times are in the tables below.";
        return Optional.of(new StepPicture(evidence, from, to, alt).draw(evidence.operations(), to, alt));
    }

    private Picture draw(List<OperationRecord> operations, Instant to, String alt) {
        svg.textFrom(0, 12, Ink.MUTED, Words.time(from));
        svg.textTo(Svg.FULL, 12, Ink.MUTED, "+ " + Words.duration(Duration.between(from, to)));
        int left = MOST_STEPS;
        for (OperationRecord operation : operations) {
            List<Step> steps = operation
                    .steps()
                    .subList(0, Math.min(left, operation.steps().size()));
            if (!steps.isEmpty()) {
                svg.heading(top + 16, Words.shortened(operation.title(), 44));
                top += HEADING;
                steps.forEach(this::step);
                left -= steps.size();
            }
        }
        long steps = operations.stream()
                .mapToLong(operation -> operation.steps().size())
                .sum();
        if (steps > MOST_STEPS) {
            svg.textFrom(0, top + 16, Ink.MUTED, "and " + (steps - MOST_STEPS) + " more: see the tables");
        }
        return Picture.of(FILE, alt, svg);
    }

    private void step(Step step) {
        Sign sign = Sign.of(step.result());
        svg.textFrom(0, top + 12, Ink.INK, Words.shortened(step.action().value(), 32));
        String time = Words.between(step.started(), step.ended());
        boolean known = step.started().isPresent() && step.ended().isPresent();
        String label = step.result() == Result.SUCCEEDED ? "" : sign.word() + " " + sign.symbol() + " ";
        svg.textTo(
                Svg.FULL,
                top + 12,
                sign.red() ? Ink.BAD : Ink.INK,
                label + (known ? time : step.result() == Result.SUCCEEDED ? "was done already" : ""));
        svg.box(0, top + 17, Svg.FULL, 10, Ink.TRACK);
        if (step.started().isPresent()) {
            long left = at(step.started().get());
            long right = at(step.ended().orElse(now));
            long width = Math.max(40, right - left);
            Ink fill = !sign.red() ? Ink.GOOD : sign == Sign.FAILED ? Ink.BAD_STRIPES : Ink.UNKNOWN_STRIPES;
            svg.box(Math.min(left, Svg.FULL - width), top + 17, width, 10, fill);
        }
        top += STEP;
    }

    private long at(Instant time) {
        long total = Math.max(1, span.toSeconds());
        return Svg.FULL * Duration.between(from, time).toSeconds() / total;
    }
}
