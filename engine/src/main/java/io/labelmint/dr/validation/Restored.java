package io.labelmint.dr.validation;

import java.time.Instant;

/**
 * What a copy was asked to be.
 *
 * @param moment the moment its data is to be of: a point in time, or when a snapshot's data was consistent
 * @param source what it was restored from: a snapshot, a recovery point, an instance
 */
public record Restored(Instant moment, String source) {}
