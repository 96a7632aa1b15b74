package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.ExtensionList;
import hudson.model.FakeRun;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.config.NamedEstate;
import io.labelmint.dr.jenkins.report.DrRunAction;
import io.labelmint.dr.plan.OperationId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Jenkins keeps of the plugin is read by every later version of it. The files under {@code serial} were written by
 * the first one; they are never written again.
 */
final class PersistenceTest {
    private static final String MINIMAL = FakeController.example("minimal.yaml");

    @TempDir
    Path home;

    @Test
    void aBuildOfTheFirstVersionIsRead() throws Exception {
        Path builds = home.resolve("jobs/dr-daily/builds/1");
        Files.createDirectories(builds);
        Files.writeString(builds.resolve("build.xml"), golden("build.xml"));

        FakeRun build = new FakeRun(home, new hudson.model.FakeJob("dr-daily"), 1);

        String run = "backup-acme-production-20260106-1a2b3c4d";
        assertThat(BegunRuns.of(build, "any").runs()).containsExactly(run);
        assertThat(BegunRuns.of(build, "any").failures()).isEmpty();
        DrRunAction action = build.getAction(DrRunAction.class);
        assertThat(action.getRuns()).containsExactly(run);
        assertThat(action.folder(run)).isEqualTo(builds.resolve("dr").resolve(run));
        assertThat(action.getRun()).isSameAs(build);
    }

    /** Whoever edits a file of Jenkins may do harm, but neither hides a build nor leads out of its folder. */
    @Test
    void aBuildThatSomebodyEditedIsRead() throws Exception {
        String run = "backup-acme-production-20260106-1a2b3c4d";
        for (String actions : List.of(
                "<A/><B/>",
                "<A><runs/></A><B><runs/><digests/></B>",
                "<A><runs><list/><string>RUN</string></runs></A>"
                        + "<B><runs><string>../../../../secrets</string><string>RUN</string><list/></runs>"
                        + "<digests><string>of another</string><list/></digests></B>")) {
            Path builds = home.resolve("jobs/dr-daily/builds/1");
            Files.createDirectories(builds);
            Files.writeString(
                    builds.resolve("build.xml"),
                    "<list>"
                            + actions.replace("A>", BegunRuns.class.getName() + ">")
                                    .replace("A/>", BegunRuns.class.getName() + "/>")
                                    .replace("B>", DrRunAction.class.getName() + ">")
                                    .replace("B/>", DrRunAction.class.getName() + "/>")
                                    .replace("RUN", run)
                            + "</list>");

            FakeRun build = new FakeRun(home, new hudson.model.FakeJob("dr-daily"), 1);

            DrRunAction action = build.getAction(DrRunAction.class);
            List<String> kept = actions.contains("RUN") ? List.of(run) : List.of();
            assertThat(action.getRuns()).isEqualTo(kept);
            assertThat(BegunRuns.of(build, "any").runs()).isEqualTo(kept);
            assertThat(action.getPages())
                    .allSatisfy(page -> assertThat(page.getView().isGreen()).isFalse());
        }
    }

    @Test
    void aConfigurationThatSomebodyEditedIsRead() throws Exception {
        String name = DisasterRecoveryConfiguration.class.getName();
        for (String edited : List.of(
                "<C/>",
                "<C><estates><E/></estates></C>",
                "<C><estates><E><name>orders</name></E></estates><mostRuns>-3</mostRuns></C>")) {
            Files.writeString(
                    home.resolve(name + ".xml"),
                    edited.replace("C>", name + ">")
                            .replace("C/>", name + "/>")
                            .replace("E>", NamedEstate.class.getName() + ">")
                            .replace("E/>", NamedEstate.class.getName() + "/>"));
            try (FakeController controller = new FakeController(home)) {
                assertThat(controller.configuration.names()).doesNotContainNull();
                assertThat(controller.configuration.endpointUrl()).isEmpty();
                assertThatThrownBy(() -> controller.configuration.estate("billing"))
                        .hasMessageContaining("No estate of this controller is called billing");
            }
        }
    }

    @Test
    void aBuildIsKeptInStringsOnly() throws Exception {
        try (FakeController controller = new FakeController(home)) {
            FakeStepContext context = FakeStepContext.in(controller.build(1), "kept");
            FakeController.backup(MINIMAL).start(context).start();
            context.place().answer();
        }

        String xml = Files.readString(home.resolve("jobs/dr-daily/builds/1/build.xml"));

        assertThat(elements(xml))
                .containsOnly(
                        "list",
                        "io.labelmint.dr.jenkins.BegunRuns",
                        "io.labelmint.dr.jenkins.report.DrRunAction",
                        "estate",
                        "runs",
                        "digests",
                        "string");
        assertThat(elements(xml)).containsSubsequence(elements(golden("build.xml")));
    }

    @Test
    void aConfigurationOfTheFirstVersionIsRead() throws Exception {
        Files.writeString(
                home.resolve(DisasterRecoveryConfiguration.class.getName() + ".xml"), golden("configuration.xml"));
        try (FakeController controller = new FakeController(home)) {
            DisasterRecoveryConfiguration configuration = controller.configuration;

            assertThat(configuration.names()).containsExactly("orders");
            assertThat(configuration.estate("orders").name()).isEqualTo("acme-production");
            assertThat(configuration.getEndpoint()).isEqualTo("http://localhost:5000");
            assertThat(configuration.getMostRuns()).isEqualTo(7);
            assertThat(configuration.getApiBudgetPercent()).isEqualTo(20);
            assertThat(configuration.getEvidenceDays()).isEqualTo(30);
        }
    }

    @Test
    void theConfigurationIsKeptAndReadAgain() throws Exception {
        try (FakeController controller = new FakeController(home)) {
            controller.configuration.setEstates(List.of(new NamedEstate("orders", MINIMAL)));
            controller.configuration.setEndpoint("http://localhost:5000");
            controller.configuration.setMostRuns(7);
            controller.configuration.setApiBudgetPercent(20);
            controller.configuration.setEvidenceDays(30);
        }
        String xml = Files.readString(home.resolve(DisasterRecoveryConfiguration.class.getName() + ".xml"));
        assertThat(elements(xml)).isEqualTo(elements(golden("configuration.xml")));

        try (FakeController controller = new FakeController(home)) {
            assertThat(controller.configuration.getEstates())
                    .singleElement()
                    .satisfies(estate -> assertThat(estate.getYaml()).isEqualTo(MINIMAL));
            assertThat(controller.configuration.getMostRuns()).isEqualTo(7);
            controller.configuration.setEstates(List.of());
        }
        try (FakeController controller = new FakeController(home)) {
            assertThat(controller.configuration.getEstates()).isEmpty();
            assertThat(controller.configuration.getMostRuns()).isEqualTo(7);
            ExtensionList.put(controller.configuration);
        }
    }

    @Test
    void aProgramOfTheFirstVersionGoesOn() throws Exception {
        byte[] program = Base64.getMimeDecoder().decode(golden("execution.base64"));
        try (FakeController controller = new FakeController(home)) {
            FakeStepContext context = FakeStepContext.in(controller.build(1), "step");
            StepExecution execution = (StepExecution) Program.read(program);
            execution.onResume();
            assertThat(context.place().answer()).containsEntry("estate", "acme-production");
        }
    }

    @Test
    void whatJenkinsWouldRefuseIsRefusedHereToo() {
        assertThatThrownBy(() -> JenkinsXml.write(new ArrayList<>(List.of(new OperationId("backup-a-20260105-1")))))
                .hasMessageContaining("OperationId");
    }

    private static List<String> elements(String xml) {
        return java.util.regex.Pattern.compile("<([A-Za-z][^\\s/>]*)")
                .matcher(xml)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String golden(String name) throws IOException {
        try (InputStream bytes = PersistenceTest.class.getResourceAsStream("/serial/" + name)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
