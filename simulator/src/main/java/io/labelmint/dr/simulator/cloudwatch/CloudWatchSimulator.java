package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Service;
import io.labelmint.dr.simulator.elasticache.ElastiCacheSimulator;
import io.labelmint.dr.simulator.rds.RdsSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Simulated Amazon CloudWatch: custom metrics, metrics of the simulated services, alarms on both, and dashboards. */
public final class CloudWatchSimulator implements Service {
    private final MetricPublishing publishing;
    private final MetricReading reading;
    private final Alarms alarms;
    private final AlarmHistory history;
    private final Dashboards dashboards = new Dashboards();

    /**
     * CloudWatch with the metrics of {@code rds} and {@code elastiCache}, S3's replication metrics as far as they are scripted,
     * and those of {@code others}.
     */
    public CloudWatchSimulator(RdsSimulator rds, ElastiCacheSimulator elastiCache, List<MetricSource> others) {
        List<MetricSource> sources =
                new ArrayList<>(List.of(new RdsMetrics(rds), new CacheMetrics(elastiCache), new ReplicationMetrics()));
        sources.addAll(others);
        Metrics metrics = new Metrics(sources);
        this.publishing = new MetricPublishing(metrics);
        this.reading = new MetricReading(metrics);
        this.alarms = new Alarms(metrics);
        this.history = new AlarmHistory(alarms, metrics);
    }

    /**
     * The state of the alarm {@code name} of the client's region, as its metric has it; empty if there is none. It is what
     * SetAlarmState could not change.
     */
    public Optional<StateValue> alarmState(Context context, String name) {
        return alarms.state(context, name);
    }

    /** For how long before now that alarm has been in the state it is in now, if there was nothing to change it. */
    public Duration sameBefore(Context context, String name) {
        return alarms.sameBefore(context, name);
    }

    /** The alarm {@code name} of the client's region; empty if there is none. */
    public Optional<MetricAlarm> alarm(Context context, String name) {
        return alarms.find(context, name);
    }

    /** The endpoint prefix, which is not the one in ARNs ({@code cloudwatch}). */
    @Override
    public String name() {
        return "monitoring";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return CloudWatchClient.class;
    }

    @Override
    public void declare(Operations operations) {
        publishing.declare(operations);
        reading.declare(operations);
        alarms.declare(operations);
        history.declare(operations);
        dashboards.declare(operations);
    }

    @Override
    public AwsServiceException.Builder error() {
        return CloudWatchException.builder();
    }

    /** Calls a second and region: CloudWatch user guide (2023), "CloudWatch service quotas". */
    @Override
    public Rate rate(String operation) {
        double perSecond = switch (operation) {
            case "GetMetricData" -> 50;
            case "GetMetricStatistics" -> 400;
            case "PutMetricData" -> 500;
            // Of the history nothing is named there.
            case "DescribeAlarms", "DescribeAlarmHistory" -> 9;
            case "PutMetricAlarm" -> 3;
            case "GetDashboard", "PutDashboard" -> 10;
            default -> throw new IllegalArgumentException(operation);
        };
        return new Rate(operation, perSecond, perSecond);
    }

    @Override
    public String throttlingCode() {
        return "Throttling";
    }

    @Override
    public List<String> inventory(Instant now) {
        return alarms.inventory();
    }
}
