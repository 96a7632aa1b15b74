package io.labelmint.dr.validation;

import java.time.Instant;
import java.util.Optional;

/**
 * The keys of the source when the snapshot was taken, as CloudWatch counted them.
 *
 * @param keys all of them
 * @param expiring those that expire, if CloudWatch says
 * @param at the minute of the count
 */
public record CountedKeys(long keys, Optional<Long> expiring, Instant at) {}
