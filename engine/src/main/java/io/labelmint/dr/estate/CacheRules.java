package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;
import java.util.Optional;

/** What ElastiCache can do for a cache, against what the file asks of it. */
final class CacheRules {
    // ElastiCache user guide, "Backup constraints": 20 manual backups per node in 24 hours.
    private static final int MANUAL_SNAPSHOTS_A_DAY = 20;

    private static final Duration SHORTEST_INTERVAL = Duration.ofDays(1).dividedBy(MANUAL_SNAPSHOTS_A_DAY);

    private CacheRules() {}

    static void check(Section estate, Mistakes mistakes) {
        for (Section cache : estate.items(EstateKeys.CACHES)) {
            Section snapshots = cache.section(CacheKeys.SNAPSHOTS);
            snapshots
                    .get(CacheKeys.EVERY)
                    .filter(every -> every.compareTo(SHORTEST_INTERVAL) < 0)
                    .ifPresent(every -> mistakes.add(
                            snapshots.at(CacheKeys.EVERY),
                            "estate.too-many-snapshots",
                            "A snapshot every " + Span.print(every) + " is more than the " + MANUAL_SNAPSHOTS_A_DAY
                                    + " manual ones ElastiCache takes of a node in 24h.",
                            "Write every: 72m or longer; for less loss declare a globalDatastore."));
            recoveryPoint(cache, snapshots, mistakes);
        }
    }

    private static void recoveryPoint(Section cache, Section snapshots, Mistakes mistakes) {
        Optional<Duration> rpo = StoreKeys.objective(cache, StoreKeys.RPO);
        if (rpo.isEmpty()) {
            return;
        }
        Section objectives = cache.section(StoreKeys.OBJECTIVES);
        if (cache.has(CacheKeys.GLOBAL_DATASTORE)) {
            cache.get(CacheKeys.GLOBAL_DATASTORE)
                    .flatMap(global -> global.get(CacheKeys.GLOBAL_MAX_LAG))
                    .filter(lag -> lag.compareTo(rpo.get()) > 0)
                    .ifPresent(lag -> mistakes.add(
                            objectives.at(StoreKeys.RPO),
                            "estate.rpo-below-lag",
                            "The rpo is " + Span.print(rpo.get()) + ", but the global datastore may lag "
                                    + Span.print(lag) + ".",
                            "Write a maxLag within the rpo, or a longer rpo."));
            return;
        }
        snapshots
                .get(CacheKeys.EVERY)
                .filter(every -> every.compareTo(rpo.get()) > 0)
                .ifPresent(every -> mistakes.add(
                        objectives.at(StoreKeys.RPO),
                        "estate.rpo-below-interval",
                        "The rpo is " + Span.print(rpo.get()) + ", but snapshots are " + Span.print(every)
                                + " apart and no global datastore is declared.",
                        "Write snapshots: { every: "
                                + Span.print(rpo.get().compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : rpo.get())
                                + " }, declare a globalDatastore, or accept a longer rpo."));
    }
}
