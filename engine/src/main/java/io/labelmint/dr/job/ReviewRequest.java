package io.labelmint.dr.job;

import io.labelmint.dr.review.Area;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is reviewed.
 *
 * @param areas which areas; never none
 * @param audit how an audit of access ended that the pipeline made, if there was one
 */
public record ReviewRequest(SortedSet<Area> areas, Optional<AccessAudit> audit) implements Request {
    /** Everything, without an audit. */
    public static final ReviewRequest WHOLE = new ReviewRequest(Area.all(), Optional.empty());

    private static final String AREAS = "areas";

    public ReviewRequest {
        areas = Collections.unmodifiableSortedSet(new TreeSet<>(areas));
        if (areas.isEmpty()) {
            throw new IllegalArgumentException("a review is of something");
        }
    }

    /** The same, of {@code chosen}. */
    public ReviewRequest of(SortedSet<Area> chosen) {
        return new ReviewRequest(chosen, audit);
    }

    /** The same, after an audit that ended as {@code ended} says. */
    public ReviewRequest after(AccessAudit ended) {
        return new ReviewRequest(areas, Optional.of(ended));
    }

    /** Whether it is of every area there is. */
    boolean whole() {
        return areas.equals(EnumSet.allOf(Area.class));
    }

    @Override
    public String title() {
        return whole()
                ? "Review"
                : "Review (" + areas.stream().map(Area::label).collect(Collectors.joining(", ")) + ")";
    }

    @Override
    public void into(SortedMap<String, String> request) {
        if (!whole()) {
            request.put(AREAS, areas.stream().map(Area::label).collect(Collectors.joining(",")));
        }
        audit.ifPresent(ended -> request.put(AccessAudit.KEY, ended.label()));
    }

    static ReviewRequest of(SortedMap<String, String> request) {
        String areas = request.getOrDefault(AREAS, "");
        return new ReviewRequest(
                Area.named(areas.isEmpty() ? List.of() : List.of(areas.split(",", -1))),
                Optional.ofNullable(request.get(AccessAudit.KEY)).flatMap(AccessAudit::named));
    }
}
