package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/**
 * All CloudWatch metric alarms of a region.
 *
 * @param region the region
 */
public record Alarms(String region) implements Query<List<MetricAlarm>> {
    /** MaxRecords of DescribeAlarms is 1 to 100 (CloudWatch API Reference). */
    private static final int LARGEST_PAGE = 100;

    /** "DescribeAlarms: 9 transactions per second" (CloudWatch User Guide, "CloudWatch service quotas"). */
    private static final Api API = Api.published("cloudwatch", "DescribeAlarms", 9);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<MetricAlarm> fetch(Pages pages) {
        CloudWatchClient cloudWatch = pages.client(CloudWatchClient.class);
        return Paged.all(
                pages,
                token -> cloudWatch.describeAlarms(request -> request.alarmTypes(AlarmType.METRIC_ALARM)
                        .maxRecords(LARGEST_PAGE)
                        .nextToken(token)),
                DescribeAlarmsResponse::metricAlarms,
                DescribeAlarmsResponse::nextToken);
    }
}
