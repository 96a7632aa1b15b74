package io.labelmint.dr.job;

import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.OperationId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The runs an estate may have had, told by the names of their ledgers alone, so that what is not wanted need not be read. The
 * name of a run begins with its job and its estate, and nearly every one has the day and the minute it was made for. Some
 * others are called so, too: a part of a run, if a store is called like the estate, or the run of an estate whose name goes on.
 */
final class RunNames {
    private static final String DATED = "";
    private static final Pattern MINUTE = Pattern.compile("-20[0-9]{6}-([0-9]{4})-");

    /** After every minute of its day: what is made for a whole day may have begun at any of them. */
    private static final String WHOLE_DAY = "2400";

    private RunNames() {}

    /**
     * Those {@code wanted}, in rows that are each the newest first and hold nothing that sorts differently: what has a day,
     * drills, which are never counted with what is real, moves, which have numbers, and of each job what has a name so long
     * that its day was cut off.
     */
    static Collection<SortedSet<OperationId>> of(Ledgers ledgers, Estate estate, RunsWanted wanted) {
        String first = wanted.since()
                .map(day -> Slots.day(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .orElse("");
        SortedMap<String, SortedSet<OperationId>> rows = new TreeMap<>();
        for (Job.Type type : Job.Type.values()) {
            if (wanted.of(type)) {
                ledgers.operations(OperationId.prefix(type.label(), estate.name()), "").stream()
                        .filter(id ->
                                id.day().filter(day -> day.compareTo(first) < 0).isEmpty())
                        .forEach(id -> rows.computeIfAbsent(row(type, id), any -> new TreeSet<>(newestFirst()))
                                .add(id));
            }
        }
        return rows.values();
    }

    private static String row(Job.Type type, OperationId id) {
        return type != Job.Type.DRILL && id.day().isPresent() ? DATED : type.label();
    }

    private static Comparator<OperationId> newestFirst() {
        return Comparator.comparing(RunNames::slot)
                .thenComparing(Comparator.naturalOrder())
                .reversed();
    }

    private static String slot(OperationId id) {
        Optional<String> minute = MINUTE.matcher(id.value())
                .results()
                .map(found -> found.group(1))
                .findFirst();
        return id.day().map(day -> day + minute.orElse(WHOLE_DAY)).orElse("");
    }
}
