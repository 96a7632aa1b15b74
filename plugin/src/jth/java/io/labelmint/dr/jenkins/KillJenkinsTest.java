package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.labelmint.dr.jenkins.report.DrRunAction;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller that dies: in a process of its own, which can be killed, and whose class loaders are those of production.
 * What Jenkins lets into files (JEP-200) is not: it trusts everything under {@code target/classes}, here as in the other
 * tests. {@code HpiLayoutIT} looks at what it trusts in the packaged plugin.
 */
final class KillJenkinsTest {
    @RegisterExtension
    final RealJenkinsExtension controller = new RealJenkinsExtension();

    @Test
    void aStepOfAKilledControllerGoesOnWithItsRun() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(jenkins -> {
            WorkflowRun build = Pipelines.job(jenkins, "daily", Pipelines.slowBackup())
                    .scheduleBuild2(0)
                    .waitForStart();
            jenkins.waitForMessage(" start ", build);
        });
        controller.stopJenkinsForcibly();
        controller.startJenkins();
        controller.runRemotely(jenkins -> {
            WorkflowRun build = jenkins.waitForCompletion((WorkflowRun) Run.fromExternalizableId("daily#1"));
            assertThat(build.getResult()).isIn(Result.SUCCESS, Result.UNSTABLE);
            jenkins.assertLogContains("The controller was restarted; going on with ", build);
            assertThat(build.getAction(DrRunAction.class).getRuns()).hasSize(1);
        });
    }
}
