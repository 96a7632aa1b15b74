package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/** PutMetricData of regular resolution, by the constraints of its API reference. */
final class MetricPublishing {
    private static final int MOST_METRICS = 1000;
    private static final int MOST_DIMENSIONS = 30;
    private static final int MOST_VALUES = 150;

    /** Values must be in the range of -2^360 to 2^360. */
    private static final double LARGEST = Math.pow(2, 360);

    /** Time stamps can be from two weeks ago to two hours ahead. */
    private static final Duration MOST_PAST = Duration.ofDays(14);

    private static final Duration MOST_AHEAD = Duration.ofHours(2);

    private final Metrics metrics;

    MetricPublishing(Metrics metrics) {
        this.metrics = metrics;
    }

    void declare(Operations operations) {
        operations.change("PutMetricData", PutMetricDataRequest.class, this::put);
    }

    /** Either all data of a call are taken or none. */
    private PutMetricDataResponse put(Context context, PutMetricDataRequest request) {
        if (request.hasEntityMetricData()) {
            throw new UnsupportedOperationException("entities are not simulated");
        }
        if (request.namespace() == null) {
            throw CloudWatchErrors.missing("Namespace");
        }
        // The reference asks not to; the service refuses, in these words (eucalyptus/eutester's tests).
        if (request.namespace().startsWith("AWS/")) {
            throw CloudWatchErrors.invalidValue("The value AWS/ for parameter Namespace is invalid.");
        }
        if (request.metricData().size() > MOST_METRICS) {
            throw CloudWatchErrors.invalidValue(CloudWatchErrors.tooMany("MetricData", MOST_METRICS));
        }
        List<Sample> samples = request.metricData().stream()
                .map(datum -> sample(context, datum))
                .toList();
        for (int i = 0; i < samples.size(); i++) {
            MetricDatum datum = request.metricData().get(i);
            metrics.put(
                    context.region(),
                    MetricId.of(request.namespace(), datum.metricName(), datum.dimensions()),
                    samples.get(i));
        }
        return PutMetricDataResponse.builder().build();
    }

    private static Sample sample(Context context, MetricDatum datum) {
        if (datum.metricName() == null) {
            throw CloudWatchErrors.missing("MetricData.member.MetricName");
        }
        if (datum.storageResolution() != null && datum.storageResolution() != 60) {
            throw new UnsupportedOperationException("high-resolution metrics are not simulated");
        }
        if (datum.dimensions().size() > MOST_DIMENSIONS) {
            throw CloudWatchErrors.invalidValue(
                    CloudWatchErrors.tooMany("MetricData.member.Dimensions", MOST_DIMENSIONS));
        }
        Instant at = Objects.requireNonNullElse(datum.timestamp(), context.now());
        if (at.isBefore(context.now().minus(MOST_PAST))
                || at.isAfter(context.now().plus(MOST_AHEAD))) {
            throw CloudWatchErrors.invalidValue(
                    "The parameter MetricData.member.Timestamp must be within the last two weeks and the next two hours.");
        }
        long given = IntStream.of(
                        datum.value() == null ? 0 : 1,
                        datum.statisticValues() == null ? 0 : 1,
                        datum.hasValues() ? 1 : 0)
                .sum();
        if (given != 1) {
            throw CloudWatchErrors.invalidCombination("Exactly one of the parameters MetricData.member.Value,"
                    + " MetricData.member.Values and MetricData.member.StatisticValues must be specified.");
        }
        StandardUnit unit = Objects.requireNonNullElse(datum.unit(), StandardUnit.NONE);
        if (datum.value() != null) {
            check(datum.value());
            return Sample.of(at, datum.value(), unit);
        }
        return datum.hasValues() ? ofValues(at, datum, unit) : ofStatistics(at, datum.statisticValues(), unit);
    }

    private static Sample ofValues(Instant at, MetricDatum datum, StandardUnit unit) {
        List<Double> values = datum.values();
        if (values.size() > MOST_VALUES) {
            throw CloudWatchErrors.invalidValue(CloudWatchErrors.tooMany("MetricData.member.Values", MOST_VALUES));
        }
        List<Double> counts = datum.hasCounts()
                ? datum.counts()
                : DoubleStream.generate(() -> 1).limit(values.size()).boxed().toList();
        if (counts.size() != values.size()) {
            throw CloudWatchErrors.invalidValue(
                    "The parameters MetricData.member.Values and MetricData.member.Counts must be of the same size.");
        }
        values.forEach(MetricPublishing::check);
        List<Sample> samples = IntStream.range(0, values.size())
                .mapToObj(i -> new Sample(
                        at, counts.get(i), counts.get(i) * values.get(i), values.get(i), values.get(i), unit))
                .toList();
        return Sample.total(at, samples);
    }

    private static Sample ofStatistics(Instant at, StatisticSet set, StandardUnit unit) {
        DoubleStream.of(set.sampleCount(), set.sum(), set.minimum(), set.maximum())
                .forEach(MetricPublishing::check);
        return new Sample(at, set.sampleCount(), set.sum(), set.minimum(), set.maximum(), unit);
    }

    private static void check(double value) {
        if (!(Math.abs(value) <= LARGEST)) {
            throw CloudWatchErrors.invalidValue(
                    "The value " + value + " for parameter MetricData.member.Value is invalid.");
        }
    }
}
