package io.labelmint.dr.jenkins;

import static io.labelmint.dr.jenkins.Pipelines.rehearsal;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.labelmint.dr.jenkins.report.DrRunAction;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The steps in a sandboxed pipeline, on simulated AWS. */
@WithJenkins
final class RehearsalJenkinsTest {
    @Test
    void aRehearsalRunsInTheSandboxAndAnswersWhatAPipelineCanRead(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = Pipelines.ended(
                jenkins,
                "daily",
                "def backup = " + rehearsal("drBackup", "") + "\n" + """
                        echo "run ${backup.run}, ${backup.passed} of ${backup.checks}, ${backup.red.size()} red"
                        backup.operations.each { echo "${it.title}: ${it.result}" }
                        """ + "def verification = "
                        + rehearsal("drVerifyReplication", "") + "\n" + """
                        echo "green: ${backup.green && verification.green}"
                        """ + "def notice = "
                        + rehearsal("drNotify", "") + "\n" + """
                        echo "told: ${notice.run}"
                        """ + "def evidence = drEvidence()\n" + """
                        evidence.runs.each { echo "${it.run} is ${it.verdict}" }
                        """);

        assertThat(build.getResult()).isIn(Result.SUCCESS, Result.UNSTABLE);
        jenkins.assertLogContains("green: ", build);
        jenkins.assertLogContains("told: ", build);
        jenkins.assertLogContains("intact, unsigned", build);
        jenkins.assertLogNotContains("Scripts not permitted", build);
        assertThat(build.getAction(DrRunAction.class).getRuns()).hasSize(3);
    }

    @Test
    void aMistakeIsTwoSentencesAndNoStack(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = Pipelines.ended(jenkins, "wrong", "drBackup(estate: 'nowhere')");

        assertThat(build.getResult()).isEqualTo(Result.FAILURE);
        jenkins.assertLogContains("No estate of this controller is called nowhere.", build);
        jenkins.assertLogContains("Manage Jenkins", build);
        jenkins.assertLogNotContains("\tat io.labelmint", build);
    }

    @Test
    void anAbortedBuildSaysWhatStaysOpen(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = Pipelines.job(jenkins, "aborted", Pipelines.slowBackup())
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage(" start ", build);

        new Web(jenkins, "").post(build.getUrl() + "stop", Map.of());

        jenkins.waitForCompletion(build);
        assertThat(build.getResult()).isEqualTo(Result.ABORTED);
        jenkins.assertLogContains("which stays open.", build);
        jenkins.assertLogContains("nothing is done twice", build);
    }
}
