package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.ListOf;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing an estate declares, or that holds by default because it is not declared.
 *
 * @param field where it stands in every estate: {@code databases[].objectives.rpo}
 * @param place where it stands in this one, entries of lists by what they are called: {@code databases[orders].objectives.rpo}
 * @param value a number, a text, a span, a choice; the set of texts of a list; true for a section and an entry that are there
 * @param text the value as it is written
 */
public record Declared(String field, String place, Object value, String text) {
    /** Sections whose defaults hold where they are not written; the presence of any other says something. */
    private static final Set<String> IMPLIED = Set.of(
            "regions",
            "access",
            "state",
            "evidence",
            "databases[].keys",
            "databases[].objectives",
            "caches[].snapshots",
            "caches[].objectives",
            "buckets[].objectives",
            "buckets[].restore",
            "databases[].restore",
            "caches[].restore",
            "databases[].failover",
            "retention",
            "schedules",
            "notifications",
            "monitoring",
            "failover",
            "approvals");

    /** Everything {@code estate} declares, by its place, in the order of the schema. */
    public static Map<String, Declared> of(Estate estate) {
        Map<String, Declared> all = new LinkedHashMap<>();
        walk(EstateKeys.TYPE, EstateLoader.read(estate.source()), "", "", all);
        return all;
    }

    private static void walk(Mapping mapping, Section section, String field, String place, Map<String, Declared> all) {
        for (Key<?> key : mapping.keys()) {
            String name = field.isEmpty() ? key.name() : field + "." + key.name();
            String where = place.isEmpty() ? key.name() : place + "." + key.name();
            if (key.type() instanceof Mapping nested) {
                nested(nested, key, section, name, where, all);
            } else if (key.type() instanceof ListOf<?> list && list.item() instanceof Mapping entry) {
                entries(entry, key, section, name, where, all);
            } else if (key.type() instanceof ListOf<?> list) {
                texts(list, key, section, name, where, all);
            } else {
                single(key, section, name, where, all);
            }
        }
    }

    @SuppressWarnings("unchecked") // a key whose type is a mapping gives sections
    private static void nested(
            Mapping mapping, Key<?> key, Section section, String field, String place, Map<String, Declared> all) {
        Key<Section> nested = (Key<Section>) key;
        // What a kind of plan needs without a rule of its own is what the defaults of a rule say.
        boolean implied = IMPLIED.contains(field) || field.startsWith("approvals.");
        if (!implied && section.get(nested).isEmpty()) {
            return;
        }
        if (!implied) {
            put(all, new Declared(field, place, true, "declared"));
        }
        walk(mapping, section.section(nested), field, place, all);
    }

    @SuppressWarnings("unchecked") // a key whose type is a list of mappings gives such a list
    private static void entries(
            Mapping mapping, Key<?> key, Section section, String field, String place, Map<String, Declared> all) {
        for (Section entry : section.items((Key<List<Listed<Section>>>) key)) {
            String base = place + "[" + called(mapping, entry) + "]";
            String where = base;
            for (int number = 2; all.containsKey(where); number++) {
                where = base + "#" + number;
            }
            put(all, new Declared(field + "[]", where, true, "declared"));
            walk(mapping, entry, field + "[]", where, all);
        }
    }

    /** An entry is called by the first key it must have: its id, its name, its instance. */
    private static String called(Mapping mapping, Section entry) {
        return mapping.keys().stream()
                .filter(Key::required)
                .findFirst()
                .flatMap(entry::get)
                .map(String::valueOf)
                .orElse("");
    }

    @SuppressWarnings("unchecked") // a key whose type is a list gives such a list
    private static void texts(
            ListOf<?> list, Key<?> key, Section section, String field, String place, Map<String, Declared> all) {
        Set<String> texts = new TreeSet<>();
        List<Object> items = new ArrayList<>(section.items((Key<List<Listed<Object>>>) key));
        items.forEach(item -> texts.add(written((Type<Object>) list.item(), item)));
        if (!texts.isEmpty()) {
            put(all, new Declared(field + "[]", place, Set.copyOf(texts), String.join(", ", texts)));
        }
    }

    @SuppressWarnings("unchecked") // the value of a key is written by its type
    private static void single(Key<?> key, Section section, String field, String place, Map<String, Declared> all) {
        Optional<?> value = section.get(key);
        value.ifPresent(found ->
                put(all, new Declared(field, place, found, written((Type<Object>) key.type(), found))));
    }

    private static String written(Type<Object> type, Object value) {
        return type.write(value).asText();
    }

    private static void put(Map<String, Declared> all, Declared declared) {
        all.put(declared.place(), declared);
    }
}
