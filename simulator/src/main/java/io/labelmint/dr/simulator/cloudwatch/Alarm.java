package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * A simulated metric alarm. Its state follows from the metric: CloudWatch user guide, "Using Amazon CloudWatch alarms",
 * "How alarm state is evaluated when data is missing", whose tables are the tests of this class. Actions are not carried out.
 */
final class Alarm {
    /** In the guide's examples CloudWatch looks at two periods more than it evaluates, in case some are missing. */
    private static final int EXTRA_PERIODS = 2;

    /** Alarms are evaluated once a minute: user guide, same chapter. */
    static final Duration EVALUATION = Duration.ofMinutes(1);

    private static final String MISSING = "missing";

    /** API reference, PutMetricAlarm, TreatMissingData. */
    static final List<String> TREATMENTS = List.of("breaching", "notBreaching", "ignore", MISSING);

    final MetricAlarm fixed;
    final Instant created;
    private final MetricId metric;

    Alarm(MetricAlarm fixed, Instant created) {
        this.fixed = fixed;
        this.created = created;
        this.metric = MetricId.of(fixed.namespace(), fixed.metricName(), fixed.dimensions());
    }

    /**
     * A new alarm has insufficient data until it is first evaluated. An evaluation that decides nothing, because missing data
     * are to be ignored, leaves the state as the evaluation before it did.
     */
    StateValue state(Context context, Metrics metrics) {
        Instant first = created.plus(EVALUATION);
        for (Instant at = context.now();
                !at.isBefore(first);
                at = at.minus(sameBefore(context.at(at), metrics)).minus(EVALUATION)) {
            Optional<StateValue> decided = evaluate(recent(context.at(at), metrics));
            if (decided.isPresent()) {
                return decided.get();
            }
        }
        return StateValue.INSUFFICIENT_DATA;
    }

    /**
     * For how long before now every evaluation has found what one finds now, because there were no data: whole minutes, and
     * none if there are data. Who looks for the last one that decided something need not look at each.
     */
    Duration sameBefore(Context context, Metrics metrics) {
        Duration seen = Duration.ofSeconds((long) fixed.period() * (fixed.evaluationPeriods() + EXTRA_PERIODS + 1));
        Instant first =
                metrics.last(context, metric).map(last -> last.plus(seen)).orElse(created);
        return first.isBefore(context.now())
                ? Duration.between(first, context.now()).truncatedTo(ChronoUnit.MINUTES)
                : Duration.ZERO;
    }

    /** For each period of the evaluation range, oldest first, whether it breaches; empty if it is missing. */
    private List<Optional<Boolean>> recent(Context context, Metrics metrics) {
        int period = fixed.period();
        int range = fixed.evaluationPeriods() + EXTRA_PERIODS;
        Instant end = TimeRange.floor(context.now(), period);
        Instant first = end.minusSeconds((long) range * period);
        List<Sample> samples = metrics.periods(context, metric, first, end, period, fixed.unit());
        List<Optional<Boolean>> recent = new ArrayList<>();
        for (Instant start = first; start.isBefore(end); start = start.plusSeconds(period)) {
            Instant wanted = start;
            recent.add(samples.stream()
                    .filter(sample -> sample.at().equals(wanted))
                    .findFirst()
                    .map(sample -> breaches(sample.statistic(fixed.statisticAsString()))));
        }
        return recent;
    }

    private Optional<StateValue> evaluate(List<Optional<Boolean>> recent) {
        int periods = fixed.evaluationPeriods();
        int toAlarm = Objects.requireNonNullElse(fixed.datapointsToAlarm(), periods);
        List<Boolean> real = recent.stream().flatMap(Optional::stream).toList();
        List<Boolean> evaluated = real.subList(Math.max(0, real.size() - periods), real.size());
        long breaching = evaluated.stream().filter(breaches -> breaches).count();
        int missing = periods - evaluated.size();
        if (breaching >= toAlarm) {
            return Optional.of(StateValue.ALARM);
        }
        if (breaching + missing < toAlarm) {
            return Optional.of(StateValue.OK);
        }
        return switch (Objects.requireNonNullElse(fixed.treatMissingData(), MISSING)) {
            case "breaching" -> Optional.of(StateValue.ALARM);
            case "notBreaching" -> Optional.of(StateValue.OK);
            case "ignore" -> Optional.empty();
            default ->
                Optional.of(
                        real.isEmpty()
                                ? StateValue.INSUFFICIENT_DATA
                                : isPremature(recent, toAlarm) ? StateValue.ALARM : StateValue.OK);
        };
    }

    /**
     * Whether the oldest breaching data point is at least as old as the data points to alarm and all later ones are
     * breaching or missing: user guide, "Avoiding premature transitions to alarm state".
     */
    private boolean isPremature(List<Optional<Boolean>> recent, int toAlarm) {
        List<Optional<Boolean>> last = recent.subList(recent.size() - fixed.evaluationPeriods(), recent.size());
        int oldest = last.indexOf(Optional.of(true));
        return oldest >= 0
                && last.size() - oldest >= toAlarm
                && !last.subList(oldest, last.size()).contains(Optional.of(false));
    }

    private boolean breaches(double value) {
        double threshold = fixed.threshold();
        return switch (fixed.comparisonOperator()) {
            case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> value >= threshold;
            case GREATER_THAN_THRESHOLD -> value > threshold;
            case LESS_THAN_THRESHOLD -> value < threshold;
            case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> value <= threshold;
            default -> throw new IllegalArgumentException(fixed.comparisonOperatorAsString());
        };
    }
}
