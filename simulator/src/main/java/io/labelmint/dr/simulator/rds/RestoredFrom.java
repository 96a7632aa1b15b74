package io.labelmint.dr.simulator.rds;

import java.time.Instant;

/**
 * What a DB instance was restored from: it holds the data its source had at {@code moment}.
 *
 * @param sourceArn the ARN the source instance had when its backup was restored
 * @param sourceInstance the identifier it had
 * @param sourceResourceId its resource id, which never changes, while ARN and identifier may have passed to another
 *     instance since, such as the restored one
 * @param moment the moment, in whole seconds
 */
public record RestoredFrom(String sourceArn, String sourceInstance, String sourceResourceId, Instant moment) {}
