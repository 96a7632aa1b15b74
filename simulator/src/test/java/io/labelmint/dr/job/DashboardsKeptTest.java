package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.monitoring.Dashboards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

class DashboardsKeptTest {
    private static final String WEST = "us-west-2";
    private static final String ALERTS = "labelmint-production-alerts";
    private static final String TOPIC = "arn:aws:sns:us-west-2:123456789012:labelmint-production-dr";

    private final Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 3);

    @Test
    void oneThatSomebodyEditedIsRedInItsRegionAndAnEqualOneInOtherWordsIsNot() {
        assertThat(kept()).hasSize(2).allMatch(Finding::green);

        put("{ \"widgets\": [] }");
        assertThat(kept())
                .filteredOn(finding -> !finding.green())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo(WEST);
                    assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
                    assertThat(finding.summary())
                            .isEqualTo("Dashboard labelmint-production-backups in us-west-2 does not show what the"
                                    + " estate declares.");
                });

        put(new Json(List.of()).pretty(Dashboards.of(trial.estate, WEST).get("labelmint-production-backups")));
        assertThat(kept()).as("white space is no difference").allMatch(Finding::green);
    }

    @Test
    void theOneOfAlarmsHasToShowEachOfTheEstateAndWhatItDid() {
        CloudWatchClient west = trial.world.client(CloudWatchClient.class, WEST);
        assertThat(red()).isEmpty();

        alarm(west, "somebody-elses", TOPIC);
        alarm(west, "labelmint-production-eu-lag", TOPIC + "-eu");
        assertThat(red()).as("of the same topic, and of another estate").isEmpty();

        alarm(west, "labelmint-production-new", TOPIC);
        assertThat(red())
                .singleElement()
                .isEqualTo("Dashboard labelmint-production-alerts in us-west-2 does not show the state of alarm"
                        + " labelmint-production-new. Dashboard labelmint-production-alerts in us-west-2 does not show"
                        + " what alarm labelmint-production-new did.");

        west.putDashboard(request -> request.dashboardName(ALERTS).dashboardBody("{ \"widgets\": [] }"));
        assertThat(red()).singleElement().asString().contains("does not show the state of alarm", " more.");
    }

    @Test
    void theOneOfAlarmsShowsNoneThatIsNoMore() {
        CloudWatchClient west = trial.world.client(CloudWatchClient.class, WEST);
        String body =
                west.getDashboard(request -> request.dashboardName(ALERTS)).dashboardBody();

        west.putDashboard(request -> request.dashboardName(ALERTS)
                .dashboardBody(body.replaceFirst(
                        "\\{\"alarms\":\\[", "{\"alarms\":[\"arn:aws:cloudwatch:us-west-2:123456789012:alarm:old\",")));

        assertThat(red())
                .containsExactly(
                        "Dashboard labelmint-production-alerts in us-west-2 shows alarm old, which is no more.");
    }

    @Test
    void withoutTheOneOfAlarmsNobodySeesWhatTheyDid() {
        // A rehearsal makes no alarms where there is no topic, and no dashboard of them.
        Trial quiet = new Trial(withoutTopics(), 3);
        assertThat(red(quiet)).isEmpty();
        alarm(quiet.world.client(CloudWatchClient.class, WEST), "labelmint-production-new", TOPIC);

        assertThat(red(quiet))
                .containsExactly(
                        "There is no dashboard labelmint-production-alerts in us-west-2, so nobody sees what its 1"
                                + " alarms did.");
    }

    private static Estate withoutTopics() {
        try {
            return EstateLoader.parse(
                    Files.readString(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"))
                            .replaceAll("(?m)^  (drTopic|primaryTopic): .*\\n", ""),
                    "quiet");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void alarm(CloudWatchClient cloudWatch, String name, String topic) {
        cloudWatch.putMetricAlarm(request -> request.alarmName(name)
                .namespace("LabelMint/DR")
                .metricName("RedChecks")
                .statistic(Statistic.MAXIMUM)
                .period(300)
                .evaluationPeriods(1)
                .threshold(0.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .alarmActions(topic));
    }

    private void put(String body) {
        trial.world
                .client(CloudWatchClient.class, WEST)
                .putDashboard(request ->
                        request.dashboardName("labelmint-production-backups").dashboardBody(body));
    }

    private List<String> red() {
        return red(trial);
    }

    private static List<String> red(Trial trial) {
        return kept(trial).stream()
                .filter(finding -> !finding.green())
                .map(Finding::summary)
                .toList();
    }

    private List<Finding> kept() {
        return kept(trial);
    }

    private static List<Finding> kept(Trial trial) {
        return trial.fresh(Job.of(Job.Type.CHECK).requestedAs("look " + trial.timeline.now())).findings().stream()
                .filter(finding -> finding.check().equals("dashboards.kept"))
                .toList();
    }
}
