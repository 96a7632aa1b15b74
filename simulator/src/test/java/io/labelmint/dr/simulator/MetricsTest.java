package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.time.VirtualTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/** PutMetricData, GetMetricData and GetMetricStatistics. */
final class MetricsTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private static final Dimension STORE =
            Dimension.builder().name("Store").value("orders").build();

    @TempDir
    private Path folder;

    private final World world = World.inMemory(new VirtualTimeline(NOON), 7);
    private final CloudWatchClient cloudWatch = world.client(CloudWatchClient.class, "us-west-2");

    @Test
    void whatIsPutCanBeReadInPeriods() {
        for (int minute = 0; minute < 10; minute++) {
            put(NOON.minusSeconds(600 - 60L * minute).plusSeconds(17), minute);
        }
        assertThat(read("Average", 300).values()).containsExactly(7.0, 2.0);
        assertThat(read("Maximum", 300).values()).containsExactly(9.0, 4.0);
        assertThat(read("Minimum", 300).values()).containsExactly(5.0, 0.0);
        assertThat(read("Sum", 300).values()).containsExactly(35.0, 10.0);
        assertThat(read("SampleCount", 300).values()).containsExactly(5.0, 5.0);
        assertThat(read("Average", 300).timestamps()).containsExactly(NOON.minusSeconds(300), NOON.minusSeconds(600));
        assertThat(read("Average", 60).values()).hasSize(10);
        assertThat(read("Average", 60).label()).isEqualTo("Rpo");
    }

    @Test
    void periodsAreAlignedToTheClockOrToTheStart() {
        put(NOON.minusSeconds(60), 1);
        Instant start = NOON.minusSeconds(7 * 60 + 26);
        MetricDataResult data = cloudWatch
                .getMetricData(r -> r.startTime(start).endTime(NOON).metricDataQueries(query("a", "Rpo", "Sum", 300)))
                .metricDataResults()
                .get(0);
        assertThat(data.timestamps()).containsExactly(NOON.minusSeconds(300));
        assertThat(cloudWatch
                        .getMetricStatistics(statistics(start, 300))
                        .datapoints()
                        .get(0)
                        .timestamp())
                .isEqualTo(NOON.minusSeconds(180));
    }

    @Test
    void setsAndCountedValuesAreAddedUp() {
        cloudWatch.putMetricData(r -> r.namespace("Dr")
                .metricData(
                        datum().statisticValues(StatisticSet.builder()
                                        .sampleCount(4.0)
                                        .sum(10.0)
                                        .minimum(1.0)
                                        .maximum(4.0)
                                        .build())
                                .build(),
                        datum().values(0.5, 7.0).counts(2.0, 1.0).build()));
        world.timeline().elapse(Duration.ofMinutes(1));
        assertThat(read("SampleCount", 60).values()).containsExactly(7.0);
        assertThat(read("Sum", 60).values()).containsExactly(18.0);
        assertThat(read("Minimum", 60).values()).containsExactly(0.5);
        assertThat(read("Maximum", 60).values()).containsExactly(7.0);
    }

    @Test
    void dimensionsUnitsAndRegionsTellMetricsApart() {
        put(NOON.minusSeconds(60), 1);
        assertThat(cloudWatch
                        .getMetricData(r -> r.startTime(NOON.minusSeconds(600))
                                .endTime(NOON)
                                .metricDataQueries(query("a", "Rpo", "Sum", 60).toBuilder()
                                        .metricStat(s -> s.metric(
                                                        m -> m.namespace("Dr").metricName("Rpo"))
                                                .stat("Sum")
                                                .period(60))
                                        .build()))
                        .metricDataResults()
                        .get(0)
                        .values())
                .isEmpty();
        GetMetricStatisticsRequest bytes = statistics(NOON.minusSeconds(600), 60).toBuilder()
                .unit(StandardUnit.BYTES)
                .build();
        assertThat(cloudWatch.getMetricStatistics(bytes).datapoints()).isEmpty();
        assertThat(world.client(CloudWatchClient.class, "us-east-1")
                        .getMetricStatistics(statistics(NOON.minusSeconds(600), 60))
                        .datapoints())
                .isEmpty();
    }

    @Test
    void pagesEitherWay() {
        for (int minute = 1; minute <= 10; minute++) {
            put(NOON.minusSeconds(60L * minute), minute);
        }
        for (ScanBy scan : List.of(ScanBy.TIMESTAMP_ASCENDING, ScanBy.TIMESTAMP_DESCENDING)) {
            GetMetricDataRequest request = GetMetricDataRequest.builder()
                    .startTime(NOON.minusSeconds(600))
                    .endTime(NOON)
                    .scanBy(scan)
                    .maxDatapoints(7)
                    .metricDataQueries(query("a", "Rpo", "Sum", 60), query("b", "Rpo", "Maximum", 60))
                    .build();
            GetMetricDataResponse first = cloudWatch.getMetricData(request);
            assertThat(first.metricDataResults())
                    .extracting(MetricDataResult::statusCodeAsString)
                    .containsExactly("PartialData", "PartialData");
            List<Double> values = new ArrayList<>();
            cloudWatch.getMetricDataPaginator(request).metricDataResults().stream()
                    .filter(result -> result.id().equals("b"))
                    .forEach(result -> values.addAll(result.values()));
            List<Double> expected = new ArrayList<>(
                    IntStream.rangeClosed(1, 10).mapToObj(Double::valueOf).toList());
            if (scan == ScanBy.TIMESTAMP_ASCENDING) {
                Collections.reverse(expected);
            }
            assertThat(values).isEqualTo(expected);
        }
    }

    @Test
    void refusesAsAwsDoes() {
        List<MetricDataQuery> queries = IntStream.range(0, 501)
                .mapToObj(i -> query("q" + i, "Rpo", "Sum", 60))
                .toList();
        assertThatThrownBy(() -> data(queries)).isInstanceOfSatisfying(CloudWatchException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
            assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo("The collection MetricDataQueries must not have a size greater than 500.");
        });
        assertThat(data(queries.subList(0, 500)).metricDataResults()).hasSize(500);
        assertRefused("ValidationError", () -> data(List.of(queries.get(0), queries.get(0))));
        assertRefused("ValidationError", () -> data(List.of(query("1", "Rpo", "Sum", 60))));
        assertRefused("ValidationError", () -> data(List.of(query("a", "Rpo", "Sum", 90))));
        assertRefused(
                "InvalidNextToken",
                () -> cloudWatch.getMetricData(r -> r.startTime(NOON.minusSeconds(60))
                        .endTime(NOON)
                        .metricDataQueries(queries.get(0))
                        .nextToken("?")));
        assertRefused(
                "InvalidParameterCombination",
                () -> cloudWatch.getMetricStatistics(statistics(NOON.minus(Duration.ofDays(2)), 60)));
        assertRefused(
                "InvalidParameterValue",
                () -> cloudWatch.putMetricData(r ->
                        r.namespace("AWS/RDS").metricData(datum().value(1.0).build())));
        assertRefused("InvalidParameterValue", () -> put(NOON.minus(Duration.ofDays(15)), 1));
        assertRefused("InvalidParameterValue", () -> put(NOON.plus(Duration.ofHours(3)), 1));
        assertRefused("InvalidParameterValue", () -> put(NOON, Double.NaN));
        assertRefused(
                "InvalidParameterCombination",
                () -> cloudWatch.putMetricData(r -> r.namespace("Dr").metricData(datum().build())));
        List<MetricDatum> tooMany = Collections.nCopies(1001, datum().value(1.0).build());
        assertRefused(
                "InvalidParameterValue",
                () -> cloudWatch.putMetricData(r -> r.namespace("Dr").metricData(tooMany)));
        assertThatThrownBy(() -> cloudWatch.getMetricData(r -> r.startTime(NOON.minusSeconds(60))
                        .endTime(NOON)
                        .metricDataQueries(MetricDataQuery.builder()
                                .id("a")
                                .expression("1")
                                .build())))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void readsAreThrottledAsPublished() {
        for (int i = 0; i < 50; i++) {
            read("Sum", 60);
        }
        assertRefused("Throttling", () -> read("Sum", 60));
    }

    @Test
    void aReopenedWorldHasTheSameMetrics() {
        List<Double> values;
        try (World first = World.open(folder, NOON, 7)) {
            CloudWatchClient client = first.client(CloudWatchClient.class, "us-west-2");
            client.putMetricData(r -> r.namespace("Dr")
                    .metricData(
                            datum().value(3.0).build(), datum().values(1.0, 2.0).build()));
            client.putMetricAlarm(r -> r.alarmName("rpo")
                    .namespace("Dr")
                    .metricName("Rpo")
                    .dimensions(STORE)
                    .statistic(Statistic.MAXIMUM)
                    .period(60)
                    .evaluationPeriods(1)
                    .threshold(2.0)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
            first.timeline().elapse(Duration.ofMinutes(1));
            values = client.getMetricStatistics(statistics(NOON, 60)).datapoints().stream()
                    .map(point -> point.sum())
                    .toList();
        }
        try (World again = World.open(folder, 7)) {
            assertThat(again
                            .client(CloudWatchClient.class, "us-west-2")
                            .getMetricStatistics(statistics(NOON, 60))
                            .datapoints()
                            .stream()
                            .map(point -> point.sum()))
                    .isEqualTo(values)
                    .containsExactly(6.0);
            assertThat(again.client(CloudWatchClient.class, "us-west-2")
                            .describeAlarms()
                            .metricAlarms())
                    .singleElement()
                    .satisfies(alarm -> assertThat(alarm.stateValue()).isEqualTo(StateValue.ALARM));
        }
    }

    private void put(Instant at, double value) {
        cloudWatch.putMetricData(r ->
                r.namespace("Dr").metricData(datum().timestamp(at).value(value).build()));
    }

    private MetricDataResult read(String stat, int period) {
        return data(List.of(query("a", "Rpo", stat, period)))
                .metricDataResults()
                .get(0);
    }

    private GetMetricDataResponse data(List<MetricDataQuery> queries) {
        return cloudWatch.getMetricData(r -> r.startTime(NOON.minusSeconds(600))
                .endTime(NOON.plusSeconds(60))
                .metricDataQueries(queries));
    }

    private static MetricDatum.Builder datum() {
        return MetricDatum.builder().metricName("Rpo").dimensions(STORE).unit(StandardUnit.SECONDS);
    }

    private static MetricDataQuery query(String id, String name, String stat, int period) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(
                        s -> s.metric(m -> m.namespace("Dr").metricName(name).dimensions(STORE))
                                .stat(stat)
                                .period(period))
                .build();
    }

    private static GetMetricStatisticsRequest statistics(Instant start, int period) {
        return GetMetricStatisticsRequest.builder()
                .namespace("Dr")
                .metricName("Rpo")
                .dimensions(STORE)
                .startTime(start)
                .endTime(NOON.plusSeconds(60))
                .period(period)
                .statistics(Statistic.SUM)
                .build();
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
