package io.labelmint.dr.estate;

import io.labelmint.dr.estate.RedisGroup.GlobalDatastore;
import io.labelmint.dr.estate.RedisGroup.Snapshots;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Refused;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import io.labelmint.dr.estate.yaml.WholeNumber;
import java.time.Duration;

/** The keys of a Redis replication group. */
final class CacheKeys {
    // ElastiCache user guide, "Append only files (AOF)": not supported on Redis 2.8.22 and later.
    private static final Refused APPEND_ONLY = new Refused(
            "appendOnly",
            "ElastiCache has no append-only file since Redis 2.8.22, so appendOnly cannot be had.",
            "Remove the key; rely on snapshots and a global datastore, or move the data to MemoryDB.");
    // ElastiCache user guide, "Scheduling automatic backups": one a day within a backup window, kept at most 35 days.
    private static final Refused AUTOMATIC_SNAPSHOTS = new Refused(
            "automaticSnapshots",
            "ElastiCache takes automatic snapshots once a day at most, and at no minute one can choose.",
            "Remove the key and write snapshots: { every: 6h }, which has manual ones taken.");

    static final Key<String> REPLICATION_GROUP =
            Key.required("replicationGroup", Words.REPLICATION_GROUP, "Replication group id in the primary region.");

    static final Key<Duration> EVERY =
            Key.defaulted("every", Span.SPAN, Duration.ofHours(6), "The time between two snapshots, from 72m.");
    static final Key<Integer> RETENTION_DAYS = Key.defaulted(
            "retentionDays",
            WholeNumber.between(1, 3650),
            30,
            "Days after which a snapshot may be pruned; ElastiCache never deletes manual ones.");
    static final Key<Integer> MINIMUM_KEPT =
            Key.defaulted("minimumKept", WholeNumber.between(1, 100), 4, "Good snapshots that pruning always leaves.");
    static final Key<Section> SNAPSHOTS = Key.optional(
            "snapshots", Mapping.of(EVERY, RETENTION_DAYS, MINIMUM_KEPT), "Manual snapshots, pruned by age.");

    static final Key<String> GLOBAL_ID = Key.required(
            StoreKeys.ID.name(), Words.GLOBAL_DATASTORE, "Full id, with the prefix AWS put before the chosen suffix.");
    static final Key<String> DR_GROUP = Key.required(
            "drReplicationGroup",
            Words.REPLICATION_GROUP.like("labelmint-production-sessions-dr"),
            "Id of the secondary replication group in the DR region.");
    // AWS states a typical lag under a second; a minute is the point at which something is wrong.
    static final Key<Duration> GLOBAL_MAX_LAG =
            Key.defaulted("maxLag", Span.SPAN, Duration.ofMinutes(1), "The longest its replication may lag.");
    static final Key<Section> GLOBAL_DATASTORE = Key.optional(
            "globalDatastore", Mapping.of(GLOBAL_ID, DR_GROUP, GLOBAL_MAX_LAG), "Replication into the DR region.");

    static final Mapping TYPE = Mapping.of(
                    StoreKeys.ID.like(Words.ID.like("sessions")),
                    REPLICATION_GROUP,
                    SNAPSHOTS,
                    GLOBAL_DATASTORE,
                    CacheRestoreKeys.RESTORE,
                    CacheValidationKeys.VALIDATION,
                    StoreKeys.OBJECTIVES)
            .refusing(APPEND_ONLY, AUTOMATIC_SNAPSHOTS);

    private CacheKeys() {}

    static RedisGroup build(Section cache) {
        Section snapshots = cache.section(SNAPSHOTS);
        return new RedisGroup(
                cache.require(StoreKeys.ID),
                cache.require(REPLICATION_GROUP),
                new Snapshots(
                        snapshots.require(EVERY), snapshots.require(RETENTION_DAYS), snapshots.require(MINIMUM_KEPT)),
                cache.get(GLOBAL_DATASTORE)
                        .map(global -> new GlobalDatastore(
                                global.require(GLOBAL_ID), global.require(DR_GROUP), global.require(GLOBAL_MAX_LAG))),
                cache.get(CacheRestoreKeys.RESTORE).map(CacheRestoreKeys::build).orElse(CacheRestores.NONE),
                cache.get(CacheValidationKeys.VALIDATION).map(CacheValidationKeys::build),
                StoreKeys.objectives(cache));
    }
}
