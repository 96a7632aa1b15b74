package io.labelmint.dr.simulator.cloudwatch;

import java.time.Instant;
import java.util.Collection;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * What is known of a metric in one minute or more: enough for every statistic but percentiles.
 *
 * @param at the beginning of that time
 * @param count how many values there were
 * @param sum of the values
 * @param minimum of the values
 * @param maximum of the values
 * @param unit of the values
 */
public record Sample(Instant at, double count, double sum, double minimum, double maximum, StandardUnit unit) {

    /** A single value. */
    public static Sample of(Instant at, double value, StandardUnit unit) {
        return new Sample(at, 1, value, value, value, unit);
    }

    /** All of {@code samples}, which must not be none, as of {@code at}. */
    static Sample total(Instant at, Collection<Sample> samples) {
        return new Sample(
                at,
                samples.stream().mapToDouble(Sample::count).sum(),
                samples.stream().mapToDouble(Sample::sum).sum(),
                samples.stream().mapToDouble(Sample::minimum).min().orElseThrow(),
                samples.stream().mapToDouble(Sample::maximum).max().orElseThrow(),
                samples.iterator().next().unit());
    }

    double average() {
        return sum / count;
    }

    /** The statistic {@code name}; percentiles and other extended statistics are not simulated. */
    double statistic(String name) {
        return switch (name) {
            case "Average" -> average();
            case "Maximum" -> maximum;
            case "Minimum" -> minimum;
            case "Sum" -> sum;
            case "SampleCount" -> count;
            default -> throw new UnsupportedOperationException("the statistic " + name + " is not simulated");
        };
    }
}
