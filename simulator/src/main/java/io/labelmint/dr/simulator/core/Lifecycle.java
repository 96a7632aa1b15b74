package io.labelmint.dr.simulator.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The statuses of a resource over time, past and to come: a timetable written when something is requested and read
 * with the virtual time, so that nothing has to happen in between.
 */
public final class Lifecycle {
    private final TreeMap<Instant, String> statuses = new TreeMap<>();

    /** A resource that comes to be at {@code at} with {@code status}. */
    public Lifecycle(Instant at, String status) {
        statuses.put(at, status);
    }

    /** The status at {@code instant}; before the beginning, the first one. */
    public String at(Instant instant) {
        Map.Entry<Instant, String> entry = statuses.floorEntry(instant);
        return entry == null ? statuses.firstEntry().getValue() : entry.getValue();
    }

    /** From {@code at} on it is {@code status}, whatever was to come later. */
    public Lifecycle become(Instant at, String status) {
        statuses.tailMap(at, true).clear();
        statuses.put(at, status);
        return this;
    }

    /** Is {@code status} from {@code from} until {@code until} and then what it would have been without this. */
    public Lifecycle pass(Instant from, Instant until, String status) {
        if (!until.isAfter(from)) {
            return this;
        }
        String afterwards = at(until);
        statuses.subMap(from, true, until, true).clear();
        statuses.put(from, status);
        statuses.put(until, afterwards);
        return this;
    }

    /** The status that this comes to when nothing more is asked of it. */
    public String atRest() {
        return statuses.lastEntry().getValue();
    }

    /** When it is first something else than {@code status}, with which it began; empty if it stays so. */
    public Optional<Instant> leaves(String status) {
        return statuses.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(status))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** When the status it comes to rest in begins. */
    public Instant restsAt() {
        return statuses.lastKey();
    }

    /** How much of [{@code from}, {@code until}] has passed at {@code now}, in whole per cent. */
    public static int percent(Instant from, Instant until, Instant now) {
        if (!now.isBefore(until)) {
            return 100;
        }
        if (!now.isAfter(from)) {
            return 0;
        }
        return (int) (100
                * Duration.between(from, now).toMillis()
                / Duration.between(from, until).toMillis());
    }
}
