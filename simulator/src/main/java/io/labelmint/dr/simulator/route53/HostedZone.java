package io.labelmint.dr.simulator.route53;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A simulated public hosted zone: its record sets as they were asked for, and as DNS servers answer with them. */
final class HostedZone {
    final String id;
    final String name;
    final String callerReference;
    private final SortedMap<String, ResourceRecordSet> asked = new TreeMap<>();
    private final Map<String, TreeMap<Instant, Optional<ResourceRecordSet>>> served = new TreeMap<>();

    HostedZone(String id, String name, String callerReference) {
        this.id = id;
        this.name = name;
        this.callerReference = callerReference;
    }

    /** A copy of what was asked for, by key, to try a change batch on. */
    SortedMap<String, ResourceRecordSet> copy() {
        return new TreeMap<>(asked);
    }

    /** From {@code inSync} on DNS servers answer with {@code sets}. */
    void become(SortedMap<String, ResourceRecordSet> sets, Instant inSync) {
        for (String key : asked.keySet()) {
            if (!sets.containsKey(key)) {
                serve(key, inSync, Optional.empty());
            }
        }
        sets.forEach((key, set) -> {
            if (!set.equals(asked.get(key))) {
                serve(key, inSync, Optional.of(set));
            }
        });
        asked.clear();
        asked.putAll(sets);
    }

    /** The record sets of {@code name} that DNS servers know at {@code now}. */
    List<ResourceRecordSet> served(String name, Instant now) {
        return served.values().stream()
                .flatMap(history -> Optional.ofNullable(history.floorEntry(now)).stream())
                .flatMap(entry -> entry.getValue().stream())
                .filter(set -> canonical(set.name()).equals(canonical(name)))
                .toList();
    }

    static String key(ResourceRecordSet set) {
        return canonical(set.name()) + " " + set.typeAsString() + " "
                + Objects.requireNonNullElse(set.setIdentifier(), "");
    }

    /** Lower case, with the trailing dot: as Route 53 keeps names. */
    static String canonical(String name) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        return lower.endsWith(".") ? lower : lower + ".";
    }

    private void serve(String key, Instant from, Optional<ResourceRecordSet> set) {
        served.computeIfAbsent(key, any -> new TreeMap<>()).put(from, set);
    }
}
