package io.labelmint.dr.simulator.rds;

import java.time.Instant;
import java.util.Optional;

/**
 * What a read replica, or an instance that once was one, has of its source: everything its source wrote until {@code
 * moment}.
 *
 * @param sourceArn the ARN of the source, or the one it had when it was deleted
 * @param sourceInstance the identifier of the source, likewise
 * @param sourceResourceId its resource id, which never changes
 * @param moment up to when it has replayed; it stands still once the promotion was asked for
 * @param promoted when that was; empty if it still is a replica
 */
public record ReplicatedFrom(
        String sourceArn, String sourceInstance, String sourceResourceId, Instant moment, Optional<Instant> promoted) {}
