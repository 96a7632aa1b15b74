package io.labelmint.dr.observatory;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * How the metric alarms of a region changed their states, newest first. CloudWatch keeps that for two weeks (CloudWatch command
 * line reference, mon-describe-alarm-history), so nobody should ask for more. What an item tells is JSON with the states before
 * and after (AWS CLI Command Reference, describe-alarm-history, examples).
 *
 * @param region the region
 * @param since nothing older is told
 */
public record AlarmChanges(String region, Instant since) implements Query<AlarmChanges.Told> {
    /** MaxRecords of DescribeAlarmHistory is 1 to 100 (CloudWatch API Reference). */
    private static final int LARGEST_PAGE = 100;

    /** Ours: an account where alarms change their states more often than two thousand times is told by its newest. */
    private static final int MOST_PAGES = 20;

    private static final Api API = Api.unpublished("cloudwatch", "DescribeAlarmHistory");

    private static final Json JSON = new Json(List.of());

    /**
     * What is told.
     *
     * @param changes newest first
     * @param whole whether these are all of them
     */
    public record Told(List<AlarmChange> changes, boolean whole) {
        public Told {
            changes = List.copyOf(changes);
        }
    }

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Told fetch(Pages pages) {
        CloudWatchClient cloudWatch = pages.client(CloudWatchClient.class);
        List<AlarmChange> changes = new ArrayList<>();
        AtomicReference<String> next = new AtomicReference<>();
        AtomicInteger read = new AtomicInteger();
        Paged.each(
                pages,
                token -> cloudWatch.describeAlarmHistory(request -> request.alarmTypes(AlarmType.METRIC_ALARM)
                        .historyItemType(HistoryItemType.STATE_UPDATE)
                        .startDate(since)
                        .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                        .maxRecords(LARGEST_PAGE)
                        .nextToken(token)),
                page -> {
                    page.alarmHistoryItems().forEach(item -> changes.add(change(item)));
                    next.set(page.nextToken());
                    read.incrementAndGet();
                },
                page -> read.get() < MOST_PAGES ? page.nextToken() : null);
        return new Told(changes, next.get() == null);
    }

    private static AlarmChange change(AlarmHistoryItem item) {
        JsonNode data = JSON.read(item.historyData(), JsonNode.class);
        return new AlarmChange(
                item.alarmName(), item.timestamp(), state(data.path("oldState")), state(data.path("newState")));
    }

    private static StateValue state(JsonNode state) {
        return StateValue.fromValue(state.path("stateValue").asText());
    }
}
