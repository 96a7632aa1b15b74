package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** GetMetricData, without expressions, and GetMetricStatistics. */
final class MetricReading {
    /** CloudWatch user guide, "CloudWatch service quotas". */
    private static final int MOST_QUERIES = 500;

    /** API reference, GetMetricData, MaxDatapoints. */
    private static final int MOST_DATAPOINTS = 100_800;

    /** API reference, GetMetricStatistics. */
    private static final int MOST_STATISTICS = 1440;

    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]*");

    private final Metrics metrics;

    MetricReading(Metrics metrics) {
        this.metrics = metrics;
    }

    void declare(Operations operations) {
        operations
                .read("GetMetricData", GetMetricDataRequest.class, this::data)
                .read("GetMetricStatistics", GetMetricStatisticsRequest.class, this::statistics);
    }

    private GetMetricDataResponse data(Context context, GetMetricDataRequest request) {
        check(request);
        List<MetricDataQuery> queries = request.metricDataQueries().stream()
                .filter(query -> !Boolean.FALSE.equals(query.returnData()))
                .toList();
        boolean ascending = request.scanBy() == ScanBy.TIMESTAMP_ASCENDING;
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            points.addAll(points(context, request, queries.get(i).metricStat(), i, ascending));
        }
        Page<Point> page = Page.of(
                        points,
                        Point::key,
                        request.nextToken(),
                        Objects.requireNonNullElse(request.maxDatapoints(), MOST_DATAPOINTS))
                .orElseThrow(CloudWatchErrors::invalidToken);
        boolean first = request.nextToken() == null;
        List<MetricDataResult> results = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            MetricDataResult result = result(queries.get(i), i, page, points);
            if (first || !result.values().isEmpty()) {
                results.add(result);
            }
        }
        return GetMetricDataResponse.builder()
                .metricDataResults(results)
                .nextToken(page.marker())
                .build();
    }

    private static MetricDataResult result(MetricDataQuery query, int number, Page<Point> page, List<Point> all) {
        List<Point> shown =
                page.items().stream().filter(point -> point.query() == number).toList();
        String last = page.items().isEmpty()
                ? ""
                : page.items().get(page.items().size() - 1).key();
        boolean more = page.marker() != null
                && all.stream()
                        .anyMatch(
                                point -> point.query() == number && point.key().compareTo(last) > 0);
        return MetricDataResult.builder()
                .id(query.id())
                .label(Objects.requireNonNullElse(
                        query.label(), query.metricStat().metric().metricName()))
                .timestamps(shown.stream().map(Point::at).toList())
                .values(shown.stream().map(Point::value).toList())
                .statusCode(more ? StatusCode.PARTIAL_DATA : StatusCode.COMPLETE)
                .build();
    }

    /** Periods are aligned to the clock. The reference does not say so; users see it in the timestamps of answers. */
    private List<Point> points(
            Context context, GetMetricDataRequest request, MetricStat stat, int query, boolean ascending) {
        TimeRange range = TimeRange.of(context, request.startTime(), request.endTime());
        int period = stat.period();
        if (!range.serves(period)) {
            return List.of();
        }
        MetricId metric = MetricId.of(
                stat.metric().namespace(),
                stat.metric().metricName(),
                stat.metric().dimensions());
        Instant first = TimeRange.floor(range.start(), period);
        List<Point> points =
                new ArrayList<>(metrics.periods(context, metric, first, range.end(), period, stat.unit()).stream()
                        .map(sample -> Point.of(query, sample.at(), sample.statistic(stat.stat()), ascending))
                        .toList());
        points.sort(Comparator.comparing(Point::key));
        return points;
    }

    private static void check(GetMetricDataRequest request) {
        List<MetricDataQuery> queries = request.metricDataQueries();
        if (queries.size() > MOST_QUERIES) {
            throw CloudWatchErrors.validation(CloudWatchErrors.tooMany("MetricDataQueries", MOST_QUERIES));
        }
        if (queries.isEmpty()) {
            throw CloudWatchErrors.validation("The parameter MetricDataQueries is required.");
        }
        if (request.startTime() == null || request.endTime() == null) {
            throw CloudWatchErrors.validation("The parameters StartTime and EndTime are required.");
        }
        if (!request.startTime().isBefore(request.endTime())) {
            throw CloudWatchErrors.validation("The parameter StartTime must be less than the parameter EndTime.");
        }
        Set<String> ids = new HashSet<>();
        for (MetricDataQuery query : queries) {
            if (query.id() == null || !ID.matcher(query.id()).matches() || !ids.add(query.id())) {
                throw CloudWatchErrors.validation("The value " + query.id()
                        + " for parameter MetricDataQueries.member.Id is invalid or repeated.");
            }
            if (query.expression() != null) {
                throw new UnsupportedOperationException("expressions and Metrics Insights queries are not simulated");
            }
            MetricStat stat = query.metricStat();
            if (stat == null || stat.metric() == null || stat.period() == null || stat.stat() == null) {
                throw CloudWatchErrors.validation(
                        "MetricDataQueries.member.MetricStat must have a Metric, a Period and a Stat: " + query.id());
            }
            if (!isRegular(stat.period())) {
                throw CloudWatchErrors.validation("Period must be a multiple of 60: " + stat.period());
            }
        }
    }

    /** Here periods are counted from the rounded start, likewise. AWS's answer is in no order, this one in that of time. */
    private GetMetricStatisticsResponse statistics(Context context, GetMetricStatisticsRequest request) {
        if (request.hasExtendedStatistics()) {
            throw new UnsupportedOperationException("extended statistics are not simulated");
        }
        if (request.namespace() == null || request.metricName() == null || request.period() == null) {
            throw CloudWatchErrors.missing("Namespace, MetricName or Period");
        }
        if (!request.hasStatistics()) {
            throw CloudWatchErrors.missing("Statistics");
        }
        if (request.startTime() == null || request.endTime() == null) {
            throw CloudWatchErrors.missing("StartTime or EndTime");
        }
        if (!request.startTime().isBefore(request.endTime())) {
            throw CloudWatchErrors.invalidCombination(
                    "The parameter StartTime must be less than the parameter EndTime.");
        }
        if (!isRegular(request.period())) {
            throw CloudWatchErrors.invalidValue("The parameter Period must be a multiple of 60.");
        }
        TimeRange range = TimeRange.of(context, request.startTime(), request.endTime());
        long asked = Duration.between(range.start(), range.end()).toSeconds() / request.period();
        if (asked > MOST_STATISTICS) {
            throw CloudWatchErrors.invalidCombination("You have requested up to " + asked
                    + " datapoints, which exceeds the limit of " + MOST_STATISTICS + ". You may reduce the datapoints"
                    + " requested by increasing Period, or decreasing the time range.");
        }
        MetricId metric = MetricId.of(request.namespace(), request.metricName(), request.dimensions());
        List<Sample> samples = range.serves(request.period())
                ? metrics.periods(context, metric, range.start(), range.end(), request.period(), request.unit())
                : List.of();
        return GetMetricStatisticsResponse.builder()
                .label(request.metricName())
                .datapoints(samples.stream()
                        .map(sample -> datapoint(sample, request.statistics()))
                        .toList())
                .build();
    }

    private static Datapoint datapoint(Sample sample, List<Statistic> statistics) {
        Datapoint.Builder point = Datapoint.builder().timestamp(sample.at()).unit(sample.unit());
        statistics.forEach(statistic -> {
            double value = sample.statistic(statistic.toString());
            switch (statistic) {
                case AVERAGE -> point.average(value);
                case MAXIMUM -> point.maximum(value);
                case MINIMUM -> point.minimum(value);
                case SUM -> point.sum(value);
                case SAMPLE_COUNT -> point.sampleCount(value);
                default -> throw new IllegalArgumentException(statistic.toString());
            }
        });
        return point.build();
    }

    private static boolean isRegular(int period) {
        return period > 0 && period % 60 == 0;
    }

    /** A data point of a query, and its place in the order in which all of them are returned. */
    private record Point(int query, Instant at, double value, String key) {
        private static Point of(int query, Instant at, double value, boolean ascending) {
            long second = ascending ? at.getEpochSecond() : Long.MAX_VALUE - at.getEpochSecond();
            return new Point(query, at, value, String.format(Locale.ROOT, "%04d/%019d", query, second));
        }
    }
}
