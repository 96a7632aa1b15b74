package io.labelmint.dr.estate;

import java.time.Duration;
import java.util.Optional;

/**
 * A Redis replication group on ElastiCache.
 *
 * @param id the name people use
 * @param replicationGroup ElastiCache replication group id in the primary region
 * @param snapshots the manual snapshots the daily job takes
 * @param globalDatastore cross-region replication, if declared
 * @param restores how it is restored
 * @param validation what must be true inside a restored copy of it, if declared
 * @param objectives what may be lost
 */
public record RedisGroup(
        String id,
        String replicationGroup,
        Snapshots snapshots,
        Optional<GlobalDatastore> globalDatastore,
        CacheRestores restores,
        Optional<CacheValidation> validation,
        Objectives objectives)
        implements Store {

    @Override
    public String kind() {
        return "caches";
    }

    /**
     * Manual snapshots; ElastiCache never expires them, so they are pruned.
     *
     * @param every the time between two
     * @param retentionDays days after which one may be pruned
     * @param minimumKept good snapshots that pruning always leaves
     */
    public record Snapshots(Duration every, int retentionDays, int minimumKept) {}

    /**
     * An ElastiCache Global Datastore.
     *
     * @param id its full id, with the prefix AWS puts before the chosen suffix
     * @param drReplicationGroup the secondary in the DR region
     * @param maxLag the longest its replication may lag
     */
    public record GlobalDatastore(String id, String drReplicationGroup, Duration maxLag) {}
}
