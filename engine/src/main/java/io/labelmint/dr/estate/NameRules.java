package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Nearest;
import io.labelmint.dr.estate.yaml.Position;
import io.labelmint.dr.estate.yaml.Section;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names are unique where they identify, and what is referred to exists. */
final class NameRules {
    private NameRules() {}

    static void check(Section estate, Mistakes mistakes) {
        List<Section> databases = estate.items(EstateKeys.DATABASES);
        List<Section> caches = estate.items(EstateKeys.CACHES);
        List<Section> buckets = estate.items(EstateKeys.BUCKETS);
        List<Section> services = estate.items(EstateKeys.SERVICES);
        List<Section> stores =
                Stream.of(databases, caches, buckets).flatMap(List::stream).toList();
        isUnique(Stream.concat(stores.stream(), services.stream()).toList(), StoreKeys.ID, mistakes);
        isUnique(databases, DatabaseKeys.INSTANCE, mistakes);
        isUnique(caches, CacheKeys.REPLICATION_GROUP, mistakes);
        isUnique(buckets, BucketKeys.BUCKET, mistakes);
        isUnique(estate.items(EstateKeys.RECORDS), RecordKeys.NAME, mistakes);
        Set<String> ids = stores.stream()
                .map(store -> store.get(StoreKeys.ID))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        services.forEach(service -> exist(service, ids, mistakes));
        stores.forEach(store -> isNoKind(store, mistakes));
        if (isEmpty(estate)) {
            mistakes.add(
                    Position.START,
                    "estate.no-stores",
                    "The estate has no databases, caches or buckets, so there is nothing to back up.",
                    "Declare at least one, as examples/minimal.yaml does.");
        }
    }

    /** A job is narrowed by ids and kinds, so no id may look like a kind. */
    private static void isNoKind(Section store, Mistakes mistakes) {
        store.get(StoreKeys.ID)
                .filter(Store.KINDS::contains)
                .ifPresent(id -> mistakes.add(
                        store.at(StoreKeys.ID),
                        "estate.id-is-kind",
                        store.child(StoreKeys.ID) + " is " + id + ", which stands for all " + id + " of an estate.",
                        "Give the store a name of its own."));
    }

    /** Whether nothing is declared; a list that was written wrongly has been told and counts as declared. */
    private static boolean isEmpty(Section estate) {
        return Stream.of(EstateKeys.DATABASES, EstateKeys.CACHES, EstateKeys.BUCKETS)
                .allMatch(key -> estate.get(key).filter(List::isEmpty).isPresent());
    }

    private static void isUnique(List<Section> sections, Key<String> key, Mistakes mistakes) {
        Map<String, Position> seen = new HashMap<>();
        for (Section section : sections) {
            section.get(key).ifPresent(name -> {
                Position before = seen.putIfAbsent(name, section.at(key));
                if (before != null) {
                    mistakes.add(
                            section.at(key),
                            "estate.not-unique",
                            section.child(key) + " is " + name + ", which line " + before.line() + " has taken.",
                            "Give each its own " + key.name() + ".");
                }
            });
        }
    }

    private static void exist(Section service, Set<String> ids, Mistakes mistakes) {
        for (Listed<String> need : service.get(ServiceKeys.NEEDS).orElse(List.of())) {
            need.value()
                    .filter(id -> !ids.contains(id))
                    .ifPresent(id -> mistakes.add(
                            need.position(),
                            "estate.no-such-store",
                            service.child(ServiceKeys.NEEDS) + " names " + id + ", but no store has that id.",
                            Nearest.to(id, ids)
                                    .map(near -> "Did you mean " + near + "?")
                                    .orElse("Use ids of databases, caches or buckets of this file.")));
        }
    }
}
