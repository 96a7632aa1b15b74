package io.labelmint.dr.estate;

import java.util.Optional;

/**
 * What runs say of themselves to CloudWatch.
 *
 * @param metricsNamespace namespace their metrics are published in, in both regions; empty if none are published
 */
public record Monitoring(Optional<String> metricsNamespace) {}
