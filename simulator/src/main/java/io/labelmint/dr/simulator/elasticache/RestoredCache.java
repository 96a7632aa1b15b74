package io.labelmint.dr.simulator.elasticache;

import java.time.Instant;

/**
 * What a replication group was restored from, which no call tells. What plays Redis in it answers as of that moment.
 *
 * @param sourceGroup id of the group the snapshot was taken of
 * @param snapshot name of the snapshot
 * @param moment when it was taken
 * @param keys keys it had then
 * @param expiring those of them that expire
 */
public record RestoredCache(String sourceGroup, String snapshot, Instant moment, long keys, long expiring) {}
