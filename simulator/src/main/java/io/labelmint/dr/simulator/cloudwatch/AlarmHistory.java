package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * When simulated alarms changed their states; that they were made or changed is not told. Items have the form of the examples of
 * the AWS CLI Command Reference, describe-alarm-history.
 */
final class AlarmHistory {
    private static final int MOST_RECORDS = 100;

    /** "CloudWatch retains the history of active and deleted alarms for two weeks": mon-describe-alarm-history. */
    private static final Duration KEPT = Duration.ofDays(14);

    private final Alarms alarms;
    private final Metrics metrics;

    AlarmHistory(Alarms alarms, Metrics metrics) {
        this.alarms = alarms;
        this.metrics = metrics;
    }

    void declare(Operations operations) {
        operations.read("DescribeAlarmHistory", DescribeAlarmHistoryRequest.class, this::describe);
    }

    private DescribeAlarmHistoryResponse describe(Context context, DescribeAlarmHistoryRequest request) {
        int size = Objects.requireNonNullElse(request.maxRecords(), MOST_RECORDS);
        if (size < 1 || size > MOST_RECORDS) {
            throw CloudWatchErrors.validation("MaxRecords must be between 1 and " + MOST_RECORDS + ": " + size);
        }
        boolean told = (request.historyItemType() == null || request.historyItemType() == HistoryItemType.STATE_UPDATE)
                && (!request.hasAlarmTypes() || request.alarmTypes().contains(AlarmType.METRIC_ALARM));
        Instant begin = Stream.of(
                        Objects.requireNonNullElse(request.startDate(), Instant.MIN),
                        context.now().minus(KEPT))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant end = Objects.requireNonNullElse(request.endDate(), context.now());
        Comparator<AlarmHistoryItem> oldest =
                Comparator.comparing(AlarmHistoryItem::timestamp).thenComparing(AlarmHistoryItem::alarmName);
        List<AlarmHistoryItem> items = alarms.all(context).stream()
                .filter(alarm -> told
                        && (request.alarmName() == null || request.alarmName().equals(alarm.fixed.alarmName())))
                .flatMap(alarm -> changes(context, alarm, begin, end).stream())
                .sorted(request.scanBy() == ScanBy.TIMESTAMP_ASCENDING ? oldest : oldest.reversed())
                .toList();
        // The key of a page is a position: what is past does not change between two pages.
        List<Numbered> numbered = new ArrayList<>();
        items.forEach(item -> numbered.add(new Numbered("%09d".formatted(numbered.size()), item)));
        Page<Numbered> page = Page.of(numbered, Numbered::number, request.nextToken(), size)
                .orElseThrow(CloudWatchErrors::invalidToken);
        return DescribeAlarmHistoryResponse.builder()
                .alarmHistoryItems(page.items().stream().map(Numbered::item).toList())
                .nextToken(page.marker())
                .build();
    }

    private record Numbered(String number, AlarmHistoryItem item) {}

    /** An alarm is evaluated on whole periods, so between two ends of a period it stays as it is. */
    private List<AlarmHistoryItem> changes(Context context, Alarm alarm, Instant begin, Instant end) {
        int period = alarm.fixed.period();
        Instant first = begin.isAfter(alarm.created) ? begin : alarm.created;
        StateValue before =
                first.equals(alarm.created) ? StateValue.INSUFFICIENT_DATA : alarm.state(context.at(first), metrics);
        List<AlarmHistoryItem> changes = new ArrayList<>();
        for (Instant at = TimeRange.floor(first, period).plusSeconds(period + Alarm.EVALUATION.toSeconds());
                !at.isAfter(end);
                at = at.plusSeconds(period)) {
            StateValue after = alarm.state(context.at(at), metrics);
            if (after != before) {
                changes.add(item(alarm, at, before, after));
            }
            before = after;
        }
        return changes;
    }

    private static AlarmHistoryItem item(Alarm alarm, Instant at, StateValue before, StateValue after) {
        return AlarmHistoryItem.builder()
                .alarmName(alarm.fixed.alarmName())
                .alarmType(AlarmType.METRIC_ALARM)
                .timestamp(at)
                .historyItemType(HistoryItemType.STATE_UPDATE)
                .historySummary("Alarm updated from " + before + " to " + after)
                .historyData("{\"version\":\"1.0\",\"oldState\":{\"stateValue\":\"" + before
                        + "\"},\"newState\":{\"stateValue\":\"" + after + "\"}}")
                .build();
    }
}
