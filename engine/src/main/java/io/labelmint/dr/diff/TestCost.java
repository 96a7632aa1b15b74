package io.labelmint.dr.diff;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.yaml.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the restore tests of a store cost a year, before and after a change. It is the one cost an estate file alone tells: how long a
 * copy may exist and of which class it is are declared, and so is the price. Nothing is guessed where one of them is missing.
 *
 * @param store id of the store
 * @param before what they cost, or why nobody can tell
 * @param after the same after the change
 */
public record TestCost(String store, String before, String after) {
    /** What the estate file says nothing of, so that nobody takes silence for no cost. */
    public static final String NOT_ESTIMATED =
            "replicas, replicated backups, snapshots, objects and services: not estimated,"
                    + " an estate file does not tell how much of them there is";

    private static final String NONE = "none";

    /** The restore tests of databases are weekly, those of caches monthly (estate file, schedules). */
    private static final int WEEKS = 52;

    private static final int MONTHS = 12;

    /** Those that differ, by store. */
    static List<TestCost> of(Estate before, Estate after) {
        Map<String, String> old = of(before);
        Map<String, String> now = of(after);
        Set<String> stores = new TreeSet<>(old.keySet());
        stores.addAll(now.keySet());
        List<TestCost> all = new ArrayList<>();
        for (String store : stores) {
            TestCost cost = new TestCost(store, old.getOrDefault(store, NONE), now.getOrDefault(store, NONE));
            if (!cost.before().equals(cost.after())) {
                all.add(cost);
            }
        }
        return all;
    }

    /** For programs. */
    public Map<String, Object> asMap() {
        return Map.of("store", store, "before", before, "after", after);
    }

    private static Map<String, String> of(Estate estate) {
        Map<String, String> costs = new TreeMap<>();
        estate.databases()
                .forEach(database -> database.restores()
                        .test()
                        .ifPresent(test -> costs.put(
                                database.id(), words(estate, test.place().instanceClass(), test.keepFor(), WEEKS))));
        estate.caches()
                .forEach(cache -> cache.restores()
                        .test()
                        .ifPresent(test ->
                                costs.put(cache.id(), words(estate, test.place().nodeType(), test.keepFor(), MONTHS))));
        return costs;
    }

    private static String words(Estate estate, Optional<String> of, Duration each, int times) {
        if (of.isEmpty()) {
            return "not estimated, their class is that of the source";
        }
        return estate.prices()
                .of(of.get(), each)
                .map(cost -> "at most "
                        + cost.value().multiply(BigDecimal.valueOf(times)).toPlainString() + " " + cost.currency()
                        + " a year (" + times + " times " + Span.print(each) + " of " + of.get() + ", without storage)")
                .orElse("not estimated, there is no price of " + of.get());
    }
}
