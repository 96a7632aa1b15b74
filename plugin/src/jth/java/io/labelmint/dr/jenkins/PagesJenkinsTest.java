package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.jenkins.report.DrRunAction;
import java.net.http.HttpResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages as they come from the controller, before any script has run. */
@WithJenkins
final class PagesJenkinsTest {
    @Test
    void evidenceIsThereWithoutScript(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = Pipelines.ended(jenkins, "daily", Pipelines.rehearsal("drVerifyReplication", ""));
        String run = build.getAction(DrRunAction.class).getRuns().get(0);

        HttpResponse<String> page = new Web(jenkins, "").get("job/daily/1/disaster-recovery/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(run, "orders-db", "sessions");
        assertThat(page.body()).doesNotContain("javascript:", " onclick=", " onload=");
    }

    @Test
    void theBuildLinksToIt(JenkinsRule jenkins) throws Exception {
        Pipelines.ended(jenkins, "daily", Pipelines.rehearsal("drVerifyReplication", ""));

        assertThat(new Web(jenkins, "").get("job/daily/1/").body()).contains("disaster-recovery");
    }

    @Test
    void whatAPipelineCallsThingsIsShownAsTextAndNeverAsMarkup(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = Pipelines.ended(
                jenkins,
                "daily",
                Pipelines.rehearsal("drVerifyReplication", "") + "\n"
                        + Pipelines.rehearsal("drNotify", ", name: '<b id=injected>x</b>'"));

        assertThat(new Web(jenkins, "").get(build.getUrl()).body()).doesNotContain("<b id=injected>");
        assertThat(new Web(jenkins, "")
                        .get(build.getUrl() + "disaster-recovery/")
                        .body())
                .doesNotContain("<b id=injected>");
    }
}
