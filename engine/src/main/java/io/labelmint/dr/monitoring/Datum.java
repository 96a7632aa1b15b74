package io.labelmint.dr.monitoring;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * One value of a metric.
 *
 * @param metric its name
 * @param dimensions what it is of, by name
 * @param unit as CloudWatch spells it: {@code Seconds}, {@code Count}, {@code None}
 * @param value the value, a whole number
 */
public record Datum(String metric, SortedMap<String, String> dimensions, String unit, long value) {
    public Datum {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    /** As AWS takes it, for the moment {@code at}. */
    MetricDatum at(Instant at) {
        return MetricDatum.builder()
                .metricName(metric)
                .dimensions(dimensions.entrySet().stream()
                        .map(dimension -> Dimension.builder()
                                .name(dimension.getKey())
                                .value(dimension.getValue())
                                .build())
                        .toList())
                .unit(unit)
                .value((double) value)
                .timestamp(at)
                .build();
    }
}
