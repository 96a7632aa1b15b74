package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

final class AlarmTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final World world = World.inMemory(new VirtualTimeline(NOON), 7);
    private final CloudWatchClient cloudWatch = world.client(CloudWatchClient.class, "us-west-2");

    /** The first table of "How alarm state is evaluated when data is missing" in the CloudWatch user guide; retained is the first state. */
    @ParameterizedTest
    @CsvSource({
        "0-X-X, OK, OK, OK, OK",
        "0----, OK, OK, OK, OK",
        "-----, INSUFFICIENT_DATA, INSUFFICIENT_DATA, ALARM, OK",
        "0XX-X, ALARM, ALARM, ALARM, ALARM",
        "--X--, ALARM, INSUFFICIENT_DATA, ALARM, OK",
    })
    void isEvaluatedAsTheUserGuideSays(
            String points, String missing, String ignore, String breaching, String notBreaching) {
        alarm("missing", r -> {});
        alarm("ignore", r -> r.treatMissingData("ignore"));
        world.timeline().elapse(Duration.ofSeconds(1));
        alarm("breaching", r -> r.treatMissingData("breaching"));
        alarm("notBreaching", r -> r.treatMissingData("notBreaching"));
        for (int i = 0; i < points.length(); i++) {
            if (points.charAt(i) != '-') {
                double value = points.charAt(i) == 'X' ? 100 : 0;
                cloudWatch.putMetricData(r -> r.namespace("Dr")
                        .metricData(MetricDatum.builder()
                                .metricName("Lag")
                                .value(value)
                                .build()));
            }
            world.timeline().elapse(Duration.ofMinutes(1));
        }
        assertThat(state("missing")).isEqualTo(StateValue.fromValue(missing));
        assertThat(state("ignore")).isEqualTo(StateValue.fromValue(ignore));
        assertThat(state("breaching")).isEqualTo(StateValue.fromValue(breaching));
        assertThat(state("notBreaching")).isEqualTo(StateValue.fromValue(notBreaching));
    }

    @Test
    void keepsItsStateWithoutDataIfTheyAreToBeIgnored() {
        alarm("a", r -> r.treatMissingData("ignore"));
        for (int i = 0; i < 3; i++) {
            cloudWatch.putMetricData(r -> r.namespace("Dr")
                    .metricData(
                            MetricDatum.builder().metricName("Lag").value(100.0).build()));
            world.timeline().elapse(Duration.ofMinutes(1));
        }
        assertThat(state("a")).isEqualTo(StateValue.ALARM);
        world.timeline().elapse(Duration.ofHours(3));
        assertThat(state("a")).isEqualTo(StateValue.ALARM);
    }

    @Test
    void beginsWithInsufficientData() {
        alarm("a", r -> r.treatMissingData("breaching"));
        assertThat(state("a")).isEqualTo(StateValue.INSUFFICIENT_DATA);
        world.timeline().elapse(Duration.ofMinutes(1));
        assertThat(state("a")).isEqualTo(StateValue.ALARM);
    }

    @Test
    void isDescribedByNamePrefixStateAndAction() {
        alarm("dr-lag", r -> r.alarmActions("arn:aws:sns:us-west-2:123456789012:alerts"));
        alarm("dr-rpo", r -> r.treatMissingData("breaching"));
        alarm("other", r -> {});
        world.timeline().elapse(Duration.ofMinutes(1));
        assertThat(cloudWatch.describeAlarms().metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("dr-lag", "dr-rpo", "other");
        assertThat(cloudWatch.describeAlarms(r -> r.alarmNamePrefix("dr-")).metricAlarms())
                .hasSize(2);
        assertThat(cloudWatch
                        .describeAlarms(r -> r.stateValue(StateValue.ALARM))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("dr-rpo");
        assertThat(cloudWatch
                        .describeAlarms(r -> r.actionPrefix("arn:aws:sns:us-west-2"))
                        .metricAlarms())
                .extracting(MetricAlarm::alarmArn)
                .containsExactly("arn:aws:cloudwatch:us-west-2:123456789012:alarm:dr-lag");
        assertThat(cloudWatch
                        .describeAlarms(r -> r.alarmTypes(AlarmType.COMPOSITE_ALARM))
                        .metricAlarms())
                .isEmpty();
        assertThat(world.inventory())
                .contains("us-west-2 cloudwatch alarm other on=Dr/Lag{} Maximum GreaterThanThreshold 60.0 actions=[]");
    }

    @Test
    void pagesAndIsThrottled() {
        for (int i = 0; i < 120; i++) {
            alarm("alarm-" + i, r -> {});
            world.timeline().elapse(Duration.ofMillis(400));
        }
        assertThat(cloudWatch.describeAlarms(r -> r.maxRecords(100)).metricAlarms())
                .hasSize(100);
        assertThat(cloudWatch.describeAlarmsPaginator().metricAlarms().stream())
                .hasSize(120)
                .doesNotHaveDuplicates();
        assertRefused("ValidationError", () -> cloudWatch.describeAlarms(r -> r.maxRecords(101)));
        assertRefused("InvalidNextToken", () -> cloudWatch.describeAlarms(r -> r.nextToken("?")));
        assertRefused("Throttling", () -> {
            for (int i = 0; i < 4; i++) {
                alarm("alarm-" + i, r -> {});
            }
        });
    }

    @Test
    void refusesAsAwsDoes() {
        assertRefused("ValidationError", () -> alarm("a", r -> r.period(90)));
        assertRefused("ValidationError", () -> alarm("a", r -> r.threshold(null)));
        assertRefused("ValidationError", () -> alarm("a", r -> r.datapointsToAlarm(4)));
        world.timeline().elapse(Duration.ofSeconds(1));
        assertRefused("ValidationError", () -> alarm("a", r -> r.period(60).evaluationPeriods(1441)));
        assertRefused("ValidationError", () -> alarm("a", r -> r.period(3600).evaluationPeriods(169)));
        assertRefused("ValidationError", () -> alarm("a", r -> r.treatMissingData("good")));
        world.timeline().elapse(Duration.ofSeconds(1));
        alarm("a", r -> r.period(3600).evaluationPeriods(168));
        assertThatThrownBy(() -> alarm("a", r -> r.thresholdMetricId("band")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private void alarm(String name, Consumer<PutMetricAlarmRequest.Builder> more) {
        cloudWatch.putMetricAlarm(r -> {
            r.alarmName(name)
                    .namespace("Dr")
                    .metricName("Lag")
                    .statistic(Statistic.MAXIMUM)
                    .period(60)
                    .evaluationPeriods(3)
                    .threshold(60.0)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD);
            more.accept(r);
        });
    }

    private StateValue state(String name) {
        return cloudWatch
                .describeAlarms(r -> r.alarmNames(name))
                .metricAlarms()
                .get(0)
                .stateValue();
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
