package io.labelmint.dr.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The health score of an estate, from 0 to 100, by the formula of docs/health-score.md: each {@linkplain Part part} gives its
 * points times the average over its subjects of the share of marks that are passed; the sum is rounded down, and while there is
 * a hard fail it is at most {@value #CAP}. It depends on the marks only, not on their order, and a mark that is passed instead
 * of not never lowers it.
 */
public final class HealthScore {
    /** The most there is while there is a hard fail. */
    public static final int CAP = 49;

    /** How many fixes are named. */
    static final int FIXES = 3;

    private static final Comparator<Mark> ORDER =
            Comparator.comparing(Mark::part).thenComparing(Mark::subject).thenComparing(Mark::check);

    private final List<Mark> marks;
    private final Map<Part, Share> points = new EnumMap<>(Part.class);

    private HealthScore(List<Mark> marks) {
        this.marks = marks.stream().sorted(ORDER).toList();
        for (Part part : Part.values()) {
            points.put(part, points(part));
        }
    }

    /** The score that {@code marks} come to. A part of which nothing was asked gives nothing. */
    public static HealthScore of(List<Mark> marks) {
        return new HealthScore(marks);
    }

    /**
     * Something to do, and what it brings.
     *
     * @param words what to do, in a sentence
     * @param marks the marks it turns, as {@code SUBJECT CHECK}
     * @param points what they are worth, in tenths, before any cap
     * @param hard whether a hard fail is among them
     */
    public record Fix(String words, List<String> marks, String points, boolean hard) {
        public Fix {
            marks = List.copyOf(marks);
        }
    }

    /** The score. */
    public int value() {
        int whole = uncapped().whole();
        return hardFails().isEmpty() ? whole : Math.min(CAP, whole);
    }

    /** Whether a hard fail keeps it from what its parts come to. */
    public boolean capped() {
        return uncapped().whole() > CAP && !hardFails().isEmpty();
    }

    /** What {@code part} gives, in tenths. */
    public String pointsOf(Part part) {
        return points.get(part).tenths();
    }

    /** What is so bad that nothing else makes up for it. */
    public List<Mark> hardFails() {
        return marks.stream().filter(this::isHardFail).toList();
    }

    /** Everything that was asked. */
    public List<Mark> marks() {
        return marks;
    }

    /**
     * The three fixes worth most points. While a hard fail holds the score down, nothing but its fix lifts it, so those come
     * first then.
     */
    public List<Fix> fixes() {
        Map<String, List<Mark>> byFix = new LinkedHashMap<>();
        marks.stream()
                .filter(mark -> !mark.passed())
                .forEach(mark -> byFix.computeIfAbsent(mark.fixes() + "\n" + mark.fix(), key -> new ArrayList<>())
                        .add(mark));
        Predicate<Worth> first = worth -> capped() && worth.hard();
        return byFix.values().stream()
                .map(this::worth)
                .sorted(Comparator.comparing((Worth worth) -> !first.test(worth))
                        .thenComparing(Comparator.comparing(Worth::points).reversed()))
                .limit(FIXES)
                .map(worth -> new Fix(
                        worth.marks().get(0).fix(),
                        worth.marks().stream().map(Mark::name).toList(),
                        worth.points().tenths(),
                        worth.hard()))
                .toList();
    }

    private record Worth(List<Mark> marks, Share points, boolean hard) {}

    private Worth worth(List<Mark> fixed) {
        List<Mark> then = marks.stream()
                .map(mark -> fixed.contains(mark) ? mark.fixed() : mark)
                .toList();
        return new Worth(
                fixed,
                new HealthScore(then).uncapped().minus(uncapped()),
                fixed.stream().anyMatch(this::isHardFail));
    }

    private boolean isHardFail(Mark mark) {
        return !mark.passed()
                && switch (mark.cap()) {
                    case NO -> false;
                    case RED -> true;
                    case ALL_RED ->
                        marks.stream()
                                .filter(other -> other.part() == mark.part()
                                        && other.subject().equals(mark.subject()))
                                .noneMatch(Mark::passed);
                };
    }

    private Share uncapped() {
        return points.values().stream().reduce(Share.NONE, Share::plus);
    }

    private Share points(Part part) {
        Map<String, List<Mark>> subjects = new TreeMap<>();
        marks.stream()
                .filter(mark -> mark.part() == part)
                .forEach(mark -> subjects.computeIfAbsent(mark.subject(), id -> new ArrayList<>())
                        .add(mark));
        Share sum = Share.NONE;
        for (List<Mark> all : subjects.values()) {
            sum = sum.plus(Share.of(all.stream().filter(Mark::passed).count(), all.size()));
        }
        return subjects.isEmpty() ? Share.NONE : sum.times(Share.of(part.points(), subjects.size()));
    }
}
