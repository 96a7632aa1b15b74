package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.check.RedisBackupAge;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.monitoring.Dashboards;
import io.labelmint.dr.simulator.core.Arn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.sns.SnsClient;

/** Creates the topics of an estate, with somebody who listens, the alarms that tell them, and dashboards. */
final class AlarmSeeder {
    private static final Json JSON = new Json(List.of());

    /** The simulator publishes few of the metrics of services, and what is not published is not wrong. */
    private static final String MISSING = "notBreaching";

    /** Who rehearses looks once a day; an alarm that asks more often would never be off (docs/monitoring.md). */
    private static final int HOURS = 26;

    /** In a widget of alarms, and of a dashboard (CloudWatch API Reference, "Dashboard Body Structure and Syntax"). */
    private static final int ALARMS = 100;

    private static final int WIDGETS = 500;

    private final Estate estate;
    private final Aws aws;
    private final Runnable pause;
    private final Map<String, List<String>> names = new TreeMap<>();

    /**
     * A seeder.
     *
     * @param pause lets a second pass: CloudWatch takes three alarms a second
     */
    AlarmSeeder(Estate estate, Aws aws, Runnable pause) {
        this.estate = estate;
        this.aws = aws;
        this.pause = pause;
    }

    /** Subscribes a queue to each topic: unlike an e-mail address, it needs nobody to confirm. */
    void subscribers() {
        estate.notifications()
                .drTopic()
                .ifPresent(topic -> subscribe(estate.regions().dr(), topic));
        estate.notifications()
                .primaryTopic()
                .ifPresent(topic -> subscribe(estate.regions().primary(), topic));
    }

    private void subscribe(String region, String topic) {
        aws.client(SnsClient.class, region)
                .subscribe(request -> request.topicArn(topic)
                        .protocol("sqs")
                        .endpoint(new Arn("sqs", region, EstateAccount.of(estate), "on-call").toString()));
    }

    void alarms() {
        String primary = estate.regions().primary();
        String dr = estate.regions().dr();
        for (PostgresDatabase database : estate.databases()) {
            low(primary, "AWS/RDS", "FreeStorageSpace", 10e9, Map.of("DBInstanceIdentifier", database.instance()));
            database.replicas()
                    .forEach(replica -> high(
                            replica.region(),
                            "AWS/RDS",
                            "ReplicaLag",
                            (double) replica.maxLag().toSeconds(),
                            Map.of("DBInstanceIdentifier", replica.instance())));
        }
        estate.caches().forEach(redis -> cache(primary, dr, redis));
        estate.monitoring().metricsNamespace().ifPresent(namespace -> {
            for (String region : List.of(primary, dr)) {
                estate.databases()
                        .forEach(database -> age(
                                region,
                                namespace,
                                database,
                                database.objectives().rpo()));
                estate.caches().forEach(redis -> age(region, namespace, redis, RedisBackupAge.limit(redis)));
            }
        });
        estate.buckets()
                .forEach(bucket -> bucket.replica().ifPresent(replica -> {
                    Map<String, String> rule = rule(bucket, replica);
                    high(primary, "AWS/S3", "OperationsFailedReplication", 0, rule);
                    high(dr, "AWS/S3", "ReplicationLatency", 900, rule);
                }));
    }

    /** As the Terraform module puts them. */
    void dashboards() {
        for (String region :
                List.of(estate.regions().primary(), estate.regions().dr())) {
            Dashboards.of(estate, region)
                    .forEach((name, body) -> aws.client(CloudWatchClient.class, region)
                            .putDashboard(request -> request.dashboardName(name).dashboardBody(JSON.canonical(body))));
        }
        names.forEach((region, alarms) -> aws.client(CloudWatchClient.class, region)
                .putDashboard(request -> request.dashboardName(estate.name() + "-alerts")
                        .dashboardBody(JSON.canonical(alerts(region, alarms)))));
    }

    private Map<String, Object> alerts(String region, List<String> alarms) {
        List<String> arns = alarms.stream()
                .map(name -> new Arn("cloudwatch", region, EstateAccount.of(estate), "alarm:" + name).toString())
                .toList();
        List<Map<String, Object>> widgets = new ArrayList<>();
        for (int from = 0; from < arns.size(); from += ALARMS) {
            List<String> some = arns.subList(from, Math.min(from + ALARMS, arns.size()));
            widgets.add(
                    Map.of("type", "alarm", "properties", Map.of("alarms", some, "sortBy", "stateUpdatedTimestamp")));
        }
        arns.stream()
                .limit(WIDGETS - widgets.size())
                .forEach(arn -> widgets.add(Map.of(
                        "type",
                        "metric",
                        "properties",
                        Map.of("region", region, "annotations", Map.of("alarms", List.of(arn))))));
        return Map.of("start", "-P7D", "periodOverride", "inherit", "widgets", widgets);
    }

    private void cache(String primary, String dr, RedisGroup redis) {
        for (String node : List.of("-001", "-002")) {
            Map<String, String> dimensions = Map.of("CacheClusterId", redis.replicationGroup() + node);
            high(primary, "AWS/ElastiCache", "EngineCPUUtilization", 90, dimensions);
            high(primary, "AWS/ElastiCache", "DatabaseMemoryUsagePercentage", 80, dimensions);
        }
        redis.globalDatastore()
                .ifPresent(global -> high(
                        dr,
                        "AWS/ElastiCache",
                        "GlobalDatastoreReplicationLag",
                        (double) global.maxLag().toSeconds(),
                        Map.of("CacheClusterId", global.drReplicationGroup() + "-001")));
    }

    /** On what runs publish, so that silence is told too. */
    private void age(String region, String namespace, Store store, Duration limit) {
        put(
                region,
                namespace,
                "RecoveryPointAge",
                ComparisonOperator.GREATER_THAN_THRESHOLD,
                (double) limit.toSeconds(),
                Map.of("Estate", estate.name(), "Store", store.id()),
                3_600,
                HOURS,
                "breaching");
    }

    private static Map<String, String> rule(Bucket bucket, String replica) {
        return Map.of(
                "SourceBucket", bucket.bucket(),
                "DestinationBucket", replica,
                "RuleId", BucketSeeder.rule(bucket));
    }

    private void low(String region, String namespace, String metric, double threshold, Map<String, String> of) {
        put(region, namespace, metric, ComparisonOperator.LESS_THAN_THRESHOLD, threshold, of, 300, 3, MISSING);
    }

    private void high(String region, String namespace, String metric, double threshold, Map<String, String> of) {
        put(region, namespace, metric, ComparisonOperator.GREATER_THAN_THRESHOLD, threshold, of, 300, 3, MISSING);
    }

    private void put(
            String region,
            String namespace,
            String metric,
            ComparisonOperator comparison,
            double threshold,
            Map<String, String> of,
            int period,
            int periods,
            String missing) {
        Optional<String> topic = region.equals(estate.regions().dr())
                ? estate.notifications().drTopic()
                : estate.notifications().primaryTopic();
        if (topic.isEmpty()) {
            return;
        }
        List<Dimension> dimensions = new ArrayList<>();
        new TreeMap<>(of)
                .forEach((name, value) -> dimensions.add(
                        Dimension.builder().name(name).value(value).build()));
        String name = estate.name() + "-" + metric + " of " + String.join(" ", new TreeMap<>(of).values());
        names.computeIfAbsent(region, none -> new ArrayList<>()).add(name);
        PutMetricAlarmRequest alarm = PutMetricAlarmRequest.builder()
                .alarmName(name)
                .namespace(namespace)
                .metricName(metric)
                .dimensions(dimensions)
                .statistic(Statistic.MAXIMUM)
                .period(period)
                .evaluationPeriods(periods)
                .comparisonOperator(comparison)
                .threshold(threshold)
                .treatMissingData(missing)
                .alarmActions(topic.get())
                .build();
        aws.client(CloudWatchClient.class, region).putMetricAlarm(alarm);
        pause.run();
    }
}
