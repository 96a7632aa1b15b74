package io.labelmint.dr.plan;

import java.time.Duration;

/**
 * What an action is expected to take.
 *
 * @param duration how long it usually takes
 * @param patience how long to wait for it before a person must look
 */
public record Estimate(Duration duration, Duration patience) {}
