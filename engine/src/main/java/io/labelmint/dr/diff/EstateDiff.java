package io.labelmint.dr.diff;

import io.labelmint.dr.coverage.Recovery;
import io.labelmint.dr.estate.Declared;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What differs between two estates, and which of it makes the second weaker.
 *
 * @param differences weaker before stronger before what nobody can judge, and by topic
 * @param costs what restore tests cost a year, where that differs
 */
public record EstateDiff(List<Difference> differences, List<TestCost> costs) {
    /** What stands for a thing that is not there. */
    static final String NOTHING = "not declared";

    private static final Pattern ENTRY = Pattern.compile("[a-zA-Z]+\\[([^]]*)\\](?:#\\d+)?(?:\\.(.+))?");

    public EstateDiff {
        differences = differences.stream()
                .sorted(Comparator.comparing(Difference::effect)
                        .thenComparing(Difference::topic)
                        .thenComparing(Difference::subject)
                        .thenComparing(Difference::what))
                .toList();
        costs = List.copyOf(costs);
    }

    /** What becomes of {@code before} when it is {@code after}. */
    public static EstateDiff of(Estate before, Estate after) {
        Map<String, Declared> old = Declared.of(before);
        Map<String, Declared> now = Declared.of(after);
        Set<String> places = new LinkedHashSet<>(old.keySet());
        places.addAll(now.keySet());
        Set<String> told = new HashSet<>();
        List<Difference> all = new ArrayList<>();
        for (String place : places) {
            Optional<Declared> was = Optional.ofNullable(old.get(place));
            Optional<Declared> is = Optional.ofNullable(now.get(place));
            boolean within = told.stream().anyMatch(outer -> isWithin(place, outer));
            if (!within && !was.map(Declared::value).equals(is.map(Declared::value))) {
                all.add(difference(place, was, is));
                // What comes or goes with its section is one difference, not one for each of its fields.
                if (was.isEmpty() || is.isEmpty()) {
                    told.add(place);
                }
            }
        }
        all.addAll(recoveries(before, after));
        return new EstateDiff(all, TestCost.of(before, after));
    }

    /** Those of this effect. */
    public List<Difference> with(Effect effect) {
        return differences.stream()
                .filter(difference -> difference.effect() == effect)
                .toList();
    }

    private static boolean isWithin(String place, String outer) {
        return place.startsWith(outer + ".") || place.startsWith(outer + "[");
    }

    private static Difference difference(String place, Optional<Declared> was, Optional<Declared> is) {
        Fields.Judged judged = Fields.of(was.or(() -> is).orElseThrow().field());
        String nothing = judged.rule() == Rule.ANY ? "everybody" : NOTHING;
        Matcher entry = ENTRY.matcher(place);
        boolean inEntry = entry.matches();
        return new Difference(
                judged.rule().judge(was, is),
                judged.topic(),
                inEntry ? entry.group(1) : "estate",
                inEntry ? Optional.ofNullable(entry.group(2)).orElse(place.substring(0, place.indexOf('['))) : place,
                was.map(Declared::text).orElse(nothing),
                is.map(Declared::text).orElse(nothing));
    }

    /** Ways of recovering a store that both have: a restore of the one kind proves and replaces none of the other. */
    private static List<Difference> recoveries(Estate before, Estate after) {
        Map<String, Set<String>> now = recoveries(after);
        List<Difference> all = new ArrayList<>();
        recoveries(before)
                .forEach((store, were) -> Optional.ofNullable(now.get(store)).ifPresent(are -> {
                    were.stream()
                            .filter(kind -> !are.contains(kind))
                            .forEach(kind -> all.add(recovery(Effect.WEAKER, store, kind, "possible", "not possible")));
                    are.stream()
                            .filter(kind -> !were.contains(kind))
                            .forEach(kind ->
                                    all.add(recovery(Effect.STRONGER, store, kind, "not possible", "possible")));
                }));
        return all;
    }

    private static Difference recovery(Effect effect, String store, String kind, String before, String after) {
        return new Difference(effect, Topic.COVERAGE, store, "recovery " + kind, before, after);
    }

    private static Map<String, Set<String>> recoveries(Estate estate) {
        return estate.stores().stream()
                .collect(Collectors.toMap(
                        Store::id,
                        store -> Recovery.of(store).stream()
                                .map(Recovery::words)
                                .collect(Collectors.toCollection(LinkedHashSet::new)),
                        (one, other) -> one,
                        TreeMap::new));
    }
}
