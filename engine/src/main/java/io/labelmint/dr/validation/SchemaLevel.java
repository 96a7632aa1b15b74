package io.labelmint.dr.validation;

import io.labelmint.dr.check.Tally;
import io.labelmint.dr.validation.Catalog.CatalogObject;
import io.labelmint.dr.validation.Catalog.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Does it consist of what its source consisted of, as that recorded it? */
final class SchemaLevel implements Level {
    private static final int TOLD = 8;
    private static final String HALF_APPLIED =
            "Finish or undo the migration in the source, or restore a moment before it or after it.";

    @Override
    public String id() {
        return "restore.schema";
    }

    @Override
    public String objective() {
        return "the copy has every table, column, index, constraint and extension";
    }

    @Override
    public String look(Copy copy, Tally tally) {
        Catalog catalog = copy.probe().catalog();
        tally.fact("objects", catalog.objects().size());
        tables(copy, catalog, tally);
        extensions(copy, tally);
        List<String> broken = catalog.indexes().stream()
                .filter(index -> !index.usable())
                .map(Index::name)
                .map(TableName::toString)
                .toList();
        if (!broken.isEmpty()) {
            tally.wrong(
                    "Not usable, as a failed CREATE INDEX CONCURRENTLY leaves them: index " + told(broken) + ".",
                    "Rebuild them in the source with REINDEX INDEX CONCURRENTLY, or drop them.");
        }
        SortedMap<CatalogObject, String> recorded =
                copy.testimony().map(Testimony::shape).orElseGet(java.util.Collections::emptySortedMap);
        if (recorded.isEmpty()) {
            tally.unknown(copy.noTestimony());
        } else {
            compare(recorded, catalog.objects(), tally);
        }
        return "All " + catalog.objects().size() + " tables, columns, indexes and constraints are as the source"
                + " recorded them.";
    }

    private static void tables(Copy copy, Catalog catalog, Tally tally) {
        List<String> missing = copy.validation().tables().stream()
                .map(table -> table.name())
                .filter(name -> !catalog.objects().containsKey(new CatalogObject("table", name)))
                .toList();
        if (!missing.isEmpty()) {
            tally.wrong("The copy lacks the declared table " + told(missing) + ".", HALF_APPLIED);
        }
    }

    private static void extensions(Copy copy, Tally tally) {
        List<String> wanted = copy.validation().extensions();
        if (wanted.isEmpty()) {
            return;
        }
        List<String> present = copy.probe().extensions();
        List<String> missing =
                wanted.stream().filter(name -> !present.contains(name)).toList();
        tally.fact("extensions", String.join(", ", wanted));
        if (!missing.isEmpty()) {
            tally.wrong(
                    "The copy lacks the extension " + told(missing) + ".",
                    "Create it in the source, or correct validation.extensions.");
        }
    }

    private static void compare(Map<CatalogObject, String> recorded, Map<CatalogObject, String> present, Tally tally) {
        List<String> missing = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        recorded.forEach((object, definition) -> {
            if (!present.containsKey(object)) {
                missing.add(object.toString());
            } else if (!present.get(object).equals(definition)) {
                changed.add(object.toString());
            }
        });
        List<String> more = present.keySet().stream()
                .filter(object -> !recorded.containsKey(object))
                .map(CatalogObject::toString)
                .toList();
        tally.fact("recorded", recorded.size());
        tally.fact("missing", missing.size());
        tally.fact("changed", changed.size());
        tally.fact("unrecorded", more.size());
        if (!missing.isEmpty()) {
            tally.wrong("The copy lacks what its source recorded: " + told(missing) + ".", HALF_APPLIED);
        }
        if (!changed.isEmpty()) {
            tally.wrong("Other than its source recorded them: " + told(changed) + ".", HALF_APPLIED);
        }
        if (!more.isEmpty()) {
            tally.wrong("The copy has what its source had not recorded: " + told(more) + ".", HALF_APPLIED);
        }
    }

    private static String told(List<String> names) {
        String shown = names.stream().limit(TOLD).collect(Collectors.joining(", "));
        return names.size() > TOLD ? shown + " and " + (names.size() - TOLD) + " more" : shown;
    }
}
