package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;

/** The keys of monitoring. */
final class MonitoringKeys {
    static final Key<String> METRICS_NAMESPACE = Key.optional(
            "metricsNamespace",
            Words.METRIC_NAMESPACE.like("DisasterRecovery"),
            "Namespace of CloudWatch that runs publish their metrics in, in both regions; without it nothing is published.");

    static final Key<Section> MONITORING =
            Key.optional("monitoring", Mapping.of(METRICS_NAMESPACE), "What runs say of themselves to CloudWatch.");

    private MonitoringKeys() {}

    static Monitoring build(Section monitoring) {
        return new Monitoring(monitoring.get(METRICS_NAMESPACE));
    }
}
