package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.Postponed;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.review.AlarmsFired;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Which alarms of LabelMint went off in a week, on simulated AWS. */
class AlarmsFiredTest {
    private final Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 20260107);
    private final CloudWatchClient cloudWatch = trial.world.client(CloudWatchClient.class, "us-west-2");

    @Test
    void whatWentOffAndIsOverIsToldWithHowOftenAndHowLong() {
        alarm("Queue of mails");
        quiet();
        publish(100, 6);
        publish(0, 6);
        publish(100, 3);
        publish(0, 6);

        Finding finding = finding();

        assertThat(finding.summary()).doesNotContain("Queue of mails in ALARM");
        assertThat(finding.facts().get("Queue of mails"))
                .startsWith("2 times, ")
                .contains("30 min 0 s the longest, last at 2026-");
    }

    @Test
    void whatIsOnNowIsRed() {
        alarm("Queue of mails");
        quiet();
        publish(100, 6);

        Finding finding = finding();

        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).contains("Queue of mails", "in ALARM now");
        assertThat(finding.facts().get("Queue of mails")).startsWith("once, ");
    }

    @Test
    void whatHadNoDataAllWeekIsRedAndANewAlarmIsNot() {
        alarm("Queue of mails");
        assertThat(finding().summary()).doesNotContain("without data");
        trial.pass(Duration.ofDays(8));

        assertThat(finding().summary()).contains("1 alarm is without data for the whole week: Queue of mails");
    }

    @Test
    void anAlarmThatTellsSomebodyElseIsNotTheEstates() {
        Finding before = finding();
        cloudWatch.putMetricAlarm(request -> request.alarmName("Somebody's")
                .namespace("Mail")
                .metricName("Queue")
                .statistic(Statistic.MAXIMUM)
                .period(300)
                .evaluationPeriods(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(10.0)
                .alarmActions("arn:aws:sns:us-west-2:123456789012:mail"));
        publish(100, 3);

        assertThat(finding().facts()).containsEntry("alarms", before.facts().get("alarms"));
        assertThat(finding().toString()).doesNotContain("Somebody's");
    }

    @Test
    void withoutATopicNobodyKnowsWhichAlarmsAreTheEstates() {
        List<Finding> findings = new AlarmsFired()
                .run(
                        EstateLoader.parse(
                                trial.estate.source().replaceAll("(?m)^notifications:\\n(?:  .*\\n)+", ""),
                                "none.yaml"),
                        new AwsObservatory(trial.world::client, trial.timeline, new RegionHealth(trial.timeline)),
                        trial.timeline.now());

        assertThat(findings).hasSize(2).allMatch(finding -> finding.verdict() == Verdict.NOT_TESTED);
    }

    private void alarm(String name) {
        cloudWatch.putMetricAlarm(request -> request.alarmName(name)
                .namespace("Mail")
                .metricName("Queue")
                .statistic(Statistic.MAXIMUM)
                .period(300)
                .evaluationPeriods(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(10.0)
                .alarmActions(trial.estate.notifications().drTopic().orElseThrow()));
    }

    private void quiet() {
        publish(0, 3);
    }

    /** Five minutes apart, so many times. */
    private void publish(double value, int times) {
        for (int i = 0; i < times; i++) {
            cloudWatch.putMetricData(request -> request.namespace("Mail")
                    .metricData(MetricDatum.builder()
                            .metricName("Queue")
                            .value(value)
                            .build()));
            trial.pass(Duration.ofMinutes(5));
        }
    }

    /** Of the DR region. */
    private Finding finding() {
        Remembering observatory = new Remembering(
                new AwsObservatory(trial.world::client, trial.timeline, new RegionHealth(trial.timeline)));
        while (true) {
            try {
                return new AlarmsFired()
                        .run(trial.estate, observatory, trial.timeline.now())
                        .get(1);
            } catch (Postponed e) {
                trial.timeline.runUntil(e.until());
            }
        }
    }
}
