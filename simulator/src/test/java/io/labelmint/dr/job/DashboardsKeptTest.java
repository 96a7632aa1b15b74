package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.monitoring.Dashboards;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

class DashboardsKeptTest {
    private static final String WEST = "us-west-2";

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

    private void put(String body) {
        trial.world
                .client(CloudWatchClient.class, WEST)
                .putDashboard(request ->
                        request.dashboardName("labelmint-production-backups").dashboardBody(body));
    }

    private List<Finding> kept() {
        return trial.fresh(Job.of(Job.Type.CHECK).requestedAs("look " + trial.timeline.now())).findings().stream()
                .filter(finding -> finding.check().equals("dashboards.kept"))
                .toList();
    }
}
