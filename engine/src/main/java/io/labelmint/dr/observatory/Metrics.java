package io.labelmint.dr.observatory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * The values of any number of CloudWatch metrics of a region over the same time, in as few calls as possible.
 *
 * @param region the region
 * @param metrics which
 * @param from since when
 * @param until until when
 * @param period one value for each
 */
public record Metrics(String region, List<Metric> metrics, Instant from, Instant until, Duration period)
        implements Query<Map<Metrics.Metric, SortedMap<Instant, Double>>> {
    /** GetMetricData: 500 queries a call, 50 calls a second (CloudWatch User Guide, "CloudWatch service quotas"). */
    private static final int LARGEST_BATCH = 500;

    private static final Api API = Api.published("cloudwatch", "GetMetricData", 50);

    /**
     * A statistic of a metric of one thing.
     *
     * @param namespace for example {@code AWS/RDS}
     * @param name for example {@code ReplicaLag}
     * @param dimensions what it is of
     * @param statistic for example {@code Minimum}
     */
    public record Metric(String namespace, String name, SortedMap<String, String> dimensions, String statistic) {
        public Metric {
            dimensions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
        }

        /** With dimensions in any order. */
        public static Metric of(String namespace, String name, Map<String, String> dimensions, String statistic) {
            return new Metric(namespace, name, new TreeMap<>(dimensions), statistic);
        }
    }

    public Metrics {
        metrics = List.copyOf(metrics);
    }

    /** The {@code span} before {@code now}; in whole minutes, so that who asks at about the same time asks the same. */
    public static Metrics last(Duration span, String region, List<Metric> metrics, Duration period, Instant now) {
        Instant until = now.truncatedTo(ChronoUnit.MINUTES);
        return new Metrics(region, metrics, until.minus(span), until, period);
    }

    @Override
    public Api api() {
        return API;
    }

    /** Each metric has an entry; without values, an empty one. */
    @Override
    public Map<Metric, SortedMap<Instant, Double>> fetch(Pages pages) {
        Map<Metric, SortedMap<Instant, Double>> all = new HashMap<>();
        metrics.forEach(metric -> all.put(metric, new TreeMap<>()));
        for (int first = 0; first < metrics.size(); first += LARGEST_BATCH) {
            List<Metric> batch = metrics.subList(first, Math.min(first + LARGEST_BATCH, metrics.size()));
            for (MetricDataResult result : fetch(pages, batch)) {
                SortedMap<Instant, Double> values = all.get(batch.get(index(result.id())));
                for (int i = 0; i < result.timestamps().size(); i++) {
                    values.put(result.timestamps().get(i), result.values().get(i));
                }
            }
        }
        return all;
    }

    private List<MetricDataResult> fetch(Pages pages, List<Metric> batch) {
        List<MetricDataQuery> queries = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            queries.add(query("m" + i, batch.get(i)));
        }
        CloudWatchClient cloudWatch = pages.client(CloudWatchClient.class);
        return Paged.all(
                pages,
                token -> cloudWatch.getMetricData(request -> request.metricDataQueries(queries)
                        .startTime(from)
                        .endTime(until)
                        .nextToken(token)),
                GetMetricDataResponse::metricDataResults,
                GetMetricDataResponse::nextToken);
    }

    private MetricDataQuery query(String id, Metric metric) {
        List<Dimension> dimensions = metric.dimensions().entrySet().stream()
                .map(dimension -> Dimension.builder()
                        .name(dimension.getKey())
                        .value(dimension.getValue())
                        .build())
                .toList();
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(statistic -> statistic
                        .metric(of -> of.namespace(metric.namespace())
                                .metricName(metric.name())
                                .dimensions(dimensions))
                        .stat(metric.statistic())
                        .period((int) period.toSeconds()))
                .returnData(true)
                .build();
    }

    private static int index(String id) {
        return Integer.parseInt(id.substring(1));
    }
}
