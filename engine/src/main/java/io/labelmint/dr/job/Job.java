package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run is asked to do.
 *
 * @param type which job
 * @param only ids of the stores it is narrowed to; empty means all
 */
public record Job(Type type, SortedSet<String> only) {

    /** The jobs. */
    public enum Type {
        /** Back up, check and tell: the job of every day. */
        DAILY,
        /** Back up only, as between two daily jobs for stores that want it more often. */
        BACKUP,
        /** Look only; changes nothing. */
        CHECK;

        /** The name people use. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean backsUp() {
            return this != CHECK;
        }

        boolean tells() {
            return this == DAILY;
        }
    }

    public Job {
        only = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(only));
    }

    /** The whole of {@code type}. */
    public static Job of(Type type) {
        return new Job(type, new TreeSet<>());
    }

    /** What it does, in words. */
    public String title(Estate estate) {
        String what = switch (type) {
            case DAILY -> "Daily backup and verification";
            case BACKUP -> "Backup";
            case CHECK -> "Check";
        };
        return what + " of " + estate.name() + (only.isEmpty() ? "" : ", only " + String.join(", ", only));
    }

    /**
     * The stores it covers.
     *
     * @throws io.labelmint.dr.ProblemException if it is narrowed to a store the estate does not have
     */
    public List<Store> stores(Estate estate) {
        SortedSet<String> known =
                estate.stores().stream().map(Store::id).collect(Collectors.toCollection(TreeSet::new));
        for (String id : only) {
            if (!known.contains(id)) {
                throw Problem.of(
                                "job.unknown-store",
                                "Estate " + estate.name() + " has no store " + id + ".",
                                "Name one of: " + String.join(", ", known) + ".")
                        .asException();
            }
        }
        return estate.stores().stream()
                .filter(store -> only.isEmpty() || only.contains(store.id()))
                .toList();
    }

    /** The run of this job in the slot {@code now} falls into: the shortest slot of the stores it covers. */
    public OperationId operation(Estate estate, Instant now) {
        String slot = switch (type) {
            case DAILY -> Slots.day(now);
            case BACKUP ->
                stores(estate).stream()
                        .map(store -> Slots.of(store, now))
                        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                        .orElseGet(() -> Slots.day(now));
            case CHECK -> Slots.minute(now);
        };
        String subject = only.isEmpty() ? estate.name() : estate.name() + "-" + String.join("-", only);
        return OperationId.scheduled(estate.name(), type.label(), subject, slot);
    }

    /** The job in the form a ledger keeps. */
    SortedMap<String, String> request() {
        SortedMap<String, String> request = new TreeMap<>();
        request.put("job", type.label());
        if (!only.isEmpty()) {
            request.put("only", String.join(",", only));
        }
        return request;
    }

    /** The job a ledger keeps. */
    static Job of(SortedMap<String, String> request) {
        Type type = Type.valueOf(request.get("job").toUpperCase(Locale.ROOT));
        String only = request.getOrDefault("only", "");
        return new Job(type, only.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(only.split(",", -1))));
    }
}
