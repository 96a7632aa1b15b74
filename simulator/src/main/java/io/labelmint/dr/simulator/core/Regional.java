package io.labelmint.dr.simulator.core;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Resources of one kind by region and identifier, in the order of both. */
public final class Regional<T> {
    private final SortedMap<String, SortedMap<String, T>> regions = new TreeMap<>();

    public Optional<T> find(String region, String id) {
        return Optional.ofNullable(in(region).get(id));
    }

    public void put(String region, String id, T resource) {
        in(region).put(id, resource);
    }

    public void remove(String region, String id) {
        in(region).remove(id);
    }

    /** The resources of {@code region}. */
    public Collection<T> all(String region) {
        return in(region).values();
    }

    /** The resources of all regions. */
    public Collection<T> all() {
        return regions.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }

    private SortedMap<String, T> in(String region) {
        return regions.computeIfAbsent(region, name -> new TreeMap<>());
    }
}
