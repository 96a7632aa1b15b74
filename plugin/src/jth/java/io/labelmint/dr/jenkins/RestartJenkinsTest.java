package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.labelmint.dr.jenkins.report.DrRunAction;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A controller that is restarted, as an administrator restarts it. */
final class RestartJenkinsTest {
    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aStepThatWaitsGoesOnWithItsRunAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = Pipelines.job(jenkins, "daily", "def backup = " + Pipelines.slowBackup() + """

                            echo "answered: ${backup.run}"
                            """)
                    .scheduleBuild2(0)
                    .waitForStart();
            jenkins.waitForMessage(" start ", build);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.waitForCompletion(build());
            assertThat(build.getResult()).isIn(Result.SUCCESS, Result.UNSTABLE);
            jenkins.assertLogContains("The controller was restarted; going on with run ", build);
            List<String> runs = build.getAction(DrRunAction.class).getRuns();
            assertThat(runs).hasSize(1);
            jenkins.assertLogContains("answered: " + runs.get(0), build);
        });
    }

    @Test
    void thePageOfABuildIsThereAfterARestart() throws Throwable {
        sessions.then(jenkins -> assertThat(
                        Pipelines.ended(jenkins, "daily", Pipelines.rehearsal("drVerifyReplication", ""))
                                .getResult())
                .isIn(Result.SUCCESS, Result.UNSTABLE));
        sessions.then(jenkins -> {
            String run = build().getAction(DrRunAction.class).getRuns().get(0);
            assertThat(new Web(jenkins, "")
                            .get("job/daily/1/disaster-recovery/")
                            .body())
                    .contains(run);
        });
    }

    private static WorkflowRun build() {
        return (WorkflowRun) Run.fromExternalizableId("daily#1");
    }
}
