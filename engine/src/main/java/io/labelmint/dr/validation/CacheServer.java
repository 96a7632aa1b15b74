package io.labelmint.dr.validation;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the servers of a Redis group say of themselves, one a shard, added up.
 *
 * @param version version of the first
 * @param shards number of shards that were asked
 * @param roles their roles; {@code master} and no other if every shard was reached
 * @param slots slots that are served; empty without cluster mode
 * @param loading whether one of them still loads its data
 * @param keys keys of all databases
 * @param expiring those of them that expire
 * @param expired keys that expired since the servers started
 * @param loaded keys that were loaded from files when they started; empty before Redis 7
 * @param expiredBefore keys of the files that had expired by then and were not loaded; empty before Redis 7
 * @param evicted keys that were evicted for want of memory
 * @param usedBytes memory in use
 * @param maxBytes memory they may use; 0 for no limit
 * @param evictionPolicy what happens when it is used up
 */
public record CacheServer(
        String version,
        int shards,
        SortedSet<String> roles,
        Optional<Integer> slots,
        boolean loading,
        long keys,
        long expiring,
        long expired,
        Optional<Long> loaded,
        Optional<Long> expiredBefore,
        long evicted,
        long usedBytes,
        long maxBytes,
        String evictionPolicy) {

    public CacheServer {
        roles = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /** Slots of a Redis cluster: Redis documentation, "Redis cluster specification", "Key distribution model". */
    public static final int ALL_SLOTS = 16_384;
}
