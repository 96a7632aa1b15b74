package io.labelmint.dr.simulator.route53;

import java.time.Instant;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.model.CloudWatchAlarmConfiguration;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;

/** A simulated health check: what it looks at, and looked at before it was changed. */
final class HealthCheckState {
    final String id;
    final String callerReference;
    final Instant created;

    /** What the alarm it watches was like when it was created; null if it watches none. */
    final CloudWatchAlarmConfiguration alarm;

    private final TreeMap<Instant, HealthCheckConfig> configs = new TreeMap<>();

    HealthCheckState(
            String id,
            String callerReference,
            Instant created,
            HealthCheckConfig config,
            CloudWatchAlarmConfiguration alarm) {
        this.id = id;
        this.callerReference = callerReference;
        this.created = created;
        this.alarm = alarm;
        configs.put(created, config);
    }

    HealthCheckConfig config(Instant now) {
        var entry = configs.floorEntry(now);
        return entry == null ? configs.firstEntry().getValue() : entry.getValue();
    }

    void become(Instant now, HealthCheckConfig config) {
        configs.put(now, config);
    }

    /** "A sequential counter that Amazon Route 53 sets to 1 when you create a health check": API reference, HealthCheck. */
    long version() {
        return configs.size();
    }

    HealthCheck described(Instant now) {
        return HealthCheck.builder()
                .id(id)
                .callerReference(callerReference)
                .healthCheckConfig(config(now))
                .healthCheckVersion(version())
                .cloudWatchAlarmConfiguration(alarm)
                .build();
    }
}
