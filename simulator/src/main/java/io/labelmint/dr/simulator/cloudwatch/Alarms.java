package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** The metric alarms of all regions: static thresholds on single metrics. */
final class Alarms {
    private static final int DEFAULT_PAGE = 50;
    private static final int MOST_RECORDS = 100;
    private static final int MOST_NAMES = 100;
    private static final int MOST_ACTIONS = 5;

    /** Period times evaluation periods: a week, or a day if the period is below an hour (API reference, PutMetricAlarm). */
    private static final int MOST_SECONDS = 604_800;

    private static final int MOST_SECONDS_OF_SHORT_PERIODS = 86_400;

    private static final Set<ComparisonOperator> STATIC = Set.of(
            ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            ComparisonOperator.GREATER_THAN_THRESHOLD,
            ComparisonOperator.LESS_THAN_THRESHOLD,
            ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD);

    private final Regional<Alarm> alarms = new Regional<>();
    private final Metrics metrics;

    Alarms(Metrics metrics) {
        this.metrics = metrics;
    }

    void declare(Operations operations) {
        operations
                .change("PutMetricAlarm", PutMetricAlarmRequest.class, this::put)
                .read("DescribeAlarms", DescribeAlarmsRequest.class, this::describe);
    }

    Optional<MetricAlarm> find(Context context, String name) {
        return alarms.find(context.region(), name).map(alarm -> alarm.fixed);
    }

    Optional<StateValue> state(Context context, String name) {
        return alarms.find(context.region(), name).map(alarm -> alarm.state(context, metrics));
    }

    /** Those of the client's region. */
    List<Alarm> all(Context context) {
        return List.copyOf(alarms.all(context.region()));
    }

    Duration sameBefore(Context context, String name) {
        return alarms.find(context.region(), name)
                .map(alarm -> alarm.sameBefore(context, metrics))
                .orElse(Duration.ZERO);
    }

    List<String> inventory() {
        return alarms.all().stream()
                .map(alarm -> alarm.fixed.alarmArn().split(":", 5)[3] + " cloudwatch alarm " + alarm.fixed.alarmName()
                        + " on="
                        + MetricId.of(alarm.fixed.namespace(), alarm.fixed.metricName(), alarm.fixed.dimensions())
                        + " " + alarm.fixed.statisticAsString() + " " + alarm.fixed.comparisonOperatorAsString() + " "
                        + alarm.fixed.threshold() + " actions=" + alarm.fixed.alarmActions())
                .toList();
    }

    /** Puts a new alarm, or overwrites the configuration of an existing one completely. */
    private PutMetricAlarmResponse put(Context context, PutMetricAlarmRequest request) {
        refuseWhatIsNotSimulated(request);
        check(request);
        MetricAlarm fixed = MetricAlarm.builder()
                .alarmName(request.alarmName())
                .alarmArn(context.arn("cloudwatch", "alarm:" + request.alarmName()))
                .alarmDescription(request.alarmDescription())
                .alarmConfigurationUpdatedTimestamp(context.now())
                .actionsEnabled(!Boolean.FALSE.equals(request.actionsEnabled()))
                .okActions(request.okActions())
                .alarmActions(request.alarmActions())
                .insufficientDataActions(request.insufficientDataActions())
                .namespace(request.namespace())
                .metricName(request.metricName())
                .dimensions(request.dimensions())
                .statistic(request.statistic())
                .period(request.period())
                .unit(request.unit())
                .evaluationPeriods(request.evaluationPeriods())
                .datapointsToAlarm(request.datapointsToAlarm())
                .threshold(request.threshold())
                .comparisonOperator(request.comparisonOperator())
                .treatMissingData(request.treatMissingData())
                .build();
        Alarm alarm = alarms.find(context.region(), request.alarmName())
                .map(existing -> new Alarm(fixed, existing.created))
                .orElseGet(() -> new Alarm(fixed, context.now()));
        alarms.put(context.region(), request.alarmName(), alarm);
        return PutMetricAlarmResponse.builder().build();
    }

    private static void refuseWhatIsNotSimulated(PutMetricAlarmRequest request) {
        boolean refused = request.hasMetrics()
                || request.thresholdMetricId() != null
                || request.extendedStatistic() != null
                || request.hasTags()
                || (request.comparisonOperator() != null && !STATIC.contains(request.comparisonOperator()));
        if (refused) {
            throw new UnsupportedOperationException(
                    "of alarms, only static thresholds on statistics of single metrics are simulated, without tags");
        }
    }

    private static void check(PutMetricAlarmRequest request) {
        boolean incomplete = Stream.of(
                        request.alarmName(),
                        request.metricName(),
                        request.namespace(),
                        request.statistic(),
                        request.period(),
                        request.evaluationPeriods(),
                        request.threshold(),
                        request.comparisonOperator())
                .anyMatch(Objects::isNull);
        if (incomplete) {
            throw CloudWatchErrors.validation("AlarmName, MetricName, Namespace, Statistic, Period, EvaluationPeriods,"
                    + " Threshold and ComparisonOperator are required.");
        }
        if (request.period() <= 0 || request.period() % 60 != 0) {
            throw CloudWatchErrors.validation("Period must be a multiple of 60: " + request.period());
        }
        int most = request.period() < 3600 ? MOST_SECONDS_OF_SHORT_PERIODS : MOST_SECONDS;
        if ((long) request.period() * request.evaluationPeriods() > most) {
            throw CloudWatchErrors.validation("Metrics cannot be checked across more than " + (most / 86_400)
                    + " days (EvaluationPeriods * Period" + " must be <= " + most + ").");
        }
        if (request.treatMissingData() != null && !Alarm.TREATMENTS.contains(request.treatMissingData())) {
            throw CloudWatchErrors.validation("TreatMissingData must be one of " + Alarm.TREATMENTS + ".");
        }
        int toAlarm = Objects.requireNonNullElse(request.datapointsToAlarm(), 1);
        if (toAlarm < 1 || toAlarm > request.evaluationPeriods()) {
            throw CloudWatchErrors.validation("DatapointsToAlarm must be between 1 and EvaluationPeriods.");
        }
        for (List<String> actions :
                List.of(request.alarmActions(), request.okActions(), request.insufficientDataActions())) {
            if (actions.size() > MOST_ACTIONS) {
                throw CloudWatchErrors.validation(CloudWatchErrors.tooMany("AlarmActions", MOST_ACTIONS));
            }
        }
    }

    private DescribeAlarmsResponse describe(Context context, DescribeAlarmsRequest request) {
        if (request.childrenOfAlarmName() != null || request.parentsOfAlarmName() != null) {
            throw new UnsupportedOperationException("composite alarms are not simulated");
        }
        if (request.hasAlarmNames() && request.alarmNamePrefix() != null) {
            throw CloudWatchErrors.validation("AlarmNames and AlarmNamePrefix cannot be specified together.");
        }
        if (request.alarmNames().size() > MOST_NAMES) {
            throw CloudWatchErrors.validation(CloudWatchErrors.tooMany("AlarmNames", MOST_NAMES));
        }
        int size = Objects.requireNonNullElse(request.maxRecords(), DEFAULT_PAGE);
        if (size < 1 || size > MOST_RECORDS) {
            throw CloudWatchErrors.validation("MaxRecords must be between 1 and " + MOST_RECORDS + ": " + size);
        }
        boolean metricAlarms = !request.hasAlarmTypes() || request.alarmTypes().contains(AlarmType.METRIC_ALARM);
        List<MetricAlarm> found = alarms.all(context.region()).stream()
                .filter(alarm -> metricAlarms && isWanted(alarm.fixed, request))
                .map(alarm -> alarm.fixed.toBuilder()
                        .stateValue(alarm.state(context, metrics))
                        .build())
                .filter(alarm -> request.stateValue() == null || alarm.stateValue() == request.stateValue())
                .toList();
        Page<MetricAlarm> page = Page.of(found, MetricAlarm::alarmName, request.nextToken(), size)
                .orElseThrow(CloudWatchErrors::invalidToken);
        return DescribeAlarmsResponse.builder()
                .metricAlarms(page.items())
                .nextToken(page.marker())
                .build();
    }

    private static boolean isWanted(MetricAlarm alarm, DescribeAlarmsRequest request) {
        String name = alarm.alarmName();
        String action = request.actionPrefix();
        return (!request.hasAlarmNames() || request.alarmNames().contains(name))
                && (request.alarmNamePrefix() == null || name.startsWith(request.alarmNamePrefix()))
                && (action == null
                        || Stream.of(alarm.alarmActions(), alarm.okActions(), alarm.insufficientDataActions())
                                .flatMap(List::stream)
                                .anyMatch(each -> each.startsWith(action)));
    }
}
