package io.labelmint.dr.simulator.elasticache;

import java.time.Instant;
import java.util.Optional;

/**
 * What a secondary of a global datastore, or a group that once was one, has of its primary: everything that was written there
 * until {@code moment}.
 *
 * @param sourceRegion region of the primary
 * @param sourceGroup id of the primary
 * @param moment up to when it was replicated; it stands still once the secondary was promoted or let go
 * @param independent when that was asked for; empty if it still follows
 */
public record ReplicatedCache(String sourceRegion, String sourceGroup, Instant moment, Optional<Instant> independent) {}
