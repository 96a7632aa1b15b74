package io.labelmint.dr.review;

import io.labelmint.dr.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a review looks at. */
public enum Area {
    /** How long backups and copies take. */
    PERFORMANCE,
    /** How long there is room for what grows. */
    CAPACITY,
    /** Who could read, delete or weaken what is kept, and whether that would be seen. */
    SECURITY,
    /** Whether what is kept is kept as long as promised, where it was promised, and tried as often. */
    COMPLIANCE,
    /** What backups and copies cost, what each day they are kept longer does, and what is paid for in vain. */
    COST,
    /** Whether the regions are alike, and a failover would do what is declared. */
    INFRASTRUCTURE;

    /** The name people use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them. */
    public static SortedSet<Area> all() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(EnumSet.allOf(Area.class)));
    }

    /**
     * Those people call {@code labels}; all if there are none.
     *
     * @throws io.labelmint.dr.ProblemException {@code review.unknown-area} if one of them is no area
     */
    public static SortedSet<Area> named(Collection<String> labels) {
        SortedSet<Area> named = new TreeSet<>();
        for (String label : labels) {
            named.add(Arrays.stream(values())
                    .filter(area -> area.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> Problem.of(
                                    "review.unknown-area",
                                    "A review has no area " + label + ".",
                                    "Name one of: "
                                            + Arrays.stream(values())
                                                    .map(Area::label)
                                                    .collect(Collectors.joining(", "))
                                            + ".")
                            .asException()));
        }
        return named.isEmpty() ? all() : Collections.unmodifiableSortedSet(named);
    }
}
