package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Regional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * All metrics, in minutes: those that were put are stored; those of the simulated services are computed when they are read.
 * Each minute of a service's metric can be read when it is over; that CloudWatch takes a little longer is not simulated.
 */
final class Metrics {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final NavigableMap<Instant, Sample> NOTHING = Collections.emptyNavigableMap();

    private final Regional<NavigableMap<Instant, Sample>> custom = new Regional<>();
    private final List<MetricSource> sources;

    Metrics(List<MetricSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Adds what was put, to the minute it belongs to. */
    void put(String region, MetricId metric, Sample sample) {
        NavigableMap<Instant, Sample> minutes = custom.find(region, metric.toString())
                .orElseGet(() -> {
                    NavigableMap<Instant, Sample> none = new TreeMap<>();
                    custom.put(region, metric.toString(), none);
                    return none;
                });
        Instant minute = sample.at().truncatedTo(ChronoUnit.MINUTES);
        minutes.merge(minute, sample, (one, other) -> Sample.total(minute, List.of(one, other)));
    }

    /**
     * The metric in periods, oldest first; periods without data are left out.
     *
     * @param first where the first period begins
     * @param end periods that begin then or later are left out
     * @param period a multiple of 60 seconds
     * @param unit only data in this unit; null for all
     */
    List<Sample> periods(Context context, MetricId metric, Instant first, Instant end, int period, StandardUnit unit) {
        Predicate<Sample> wanted = sample -> unit == null || sample.unit() == unit;
        boolean put = !metric.namespace().startsWith("AWS/");
        NavigableMap<Instant, Sample> stored =
                put ? custom.find(context.region(), metric.toString()).orElse(NOTHING) : NOTHING;
        if (put && stored.subMap(first, true, end, false).isEmpty()) {
            return List.of();
        }
        List<Sample> periods = new ArrayList<>();
        for (Instant start = first; start.isBefore(end); start = start.plusSeconds(period)) {
            Instant until = start.plusSeconds(period);
            List<Sample> samples = (put
                            ? stored.subMap(start, true, until, false).values()
                            : minutes(context, metric, start, until))
                    .stream().filter(wanted).toList();
            if (!samples.isEmpty()) {
                periods.add(Sample.total(start, samples));
            }
        }
        return periods;
    }

    /**
     * When the last thing was put of {@code metric} until now; empty if nothing was. A service's metric is computed, so its
     * last data are of now.
     */
    Optional<Instant> last(Context context, MetricId metric) {
        if (metric.namespace().startsWith("AWS/")) {
            return Optional.of(context.now());
        }
        return custom.find(context.region(), metric.toString()).map(stored -> stored.floorKey(context.now()));
    }

    /** Those of a service, computed for the minutes it publishes in. */
    private List<Sample> minutes(Context context, MetricId metric, Instant from, Instant until) {
        Duration every = sources.stream()
                .map(source -> source.every(metric))
                .max(Comparator.naturalOrder())
                .orElse(MINUTE);
        long late = Math.floorMod(-from.getEpochSecond(), every.toSeconds());
        List<Sample> samples = new ArrayList<>();
        for (Instant minute = from.plusSeconds(late);
                minute.isBefore(until) && !minute.plus(MINUTE).isAfter(context.now());
                minute = minute.plus(every)) {
            Context then = context.at(minute);
            sources.stream()
                    .flatMap(source -> source.sample(then, metric).stream())
                    .findFirst()
                    .ifPresent(samples::add);
        }
        return samples;
    }
}
