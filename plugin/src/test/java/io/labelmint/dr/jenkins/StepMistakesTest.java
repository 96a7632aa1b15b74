package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.labelmint.dr.jenkins.config.NamedEstate;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake in calling a step fails it with one sentence of what is wrong and one of what to do, and no stack. */
final class StepMistakesTest {
    private static final String MINIMAL = FakeController.example("minimal.yaml");

    @TempDir
    Path home;

    private FakeController controller;

    @BeforeEach
    void start() {
        controller = new FakeController(home);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void noEstate() throws Exception {
        assertThat(failure(FakeController.backup("")))
                .isEqualTo(
                        "The step was given no estate. Give either estate: 'NAME', as in the global configuration, or"
                                + " estateYaml: readFile('estate.yaml').");
    }

    @Test
    void twoEstates() throws Exception {
        DrBackupStep step = FakeController.backup(MINIMAL);
        step.setEstate("orders");
        assertThat(failure(step))
                .startsWith("The step was given two estates, estate and estateYaml. Give either estate");
    }

    @Test
    void anEstateNobodyConfigured() throws Exception {
        DrBackupStep step = FakeController.backup("");
        step.setEstate("orders");
        assertThat(failure(step))
                .isEqualTo("No estate of this controller is called orders. Declare it under Manage Jenkins, System, AWS"
                        + " disaster recovery.");

        controller.configuration.setEstates(List.of(new NamedEstate("billing", MINIMAL)));
        assertThat(failure(step)).contains("is called orders. Name one of: billing;");
    }

    @Test
    void aDeclarationOfAnEstateThatAnAdministratorDeclaredOtherwise() throws Exception {
        controller.configuration.setEstates(List.of(new NamedEstate("orders", MINIMAL)));
        DrBackupStep step = FakeController.backup(MINIMAL.replace("rpo: 1h", "rpo: 24h"));
        step.setRehearsal(false);
        assertThat(failure(step))
                .isEqualTo(
                        "The estate acme-production is declared for this controller, as orders, and estateYaml declares"
                                + " it otherwise. Call the step with estate: 'orders', or give the estate of the pipeline a project"
                                + " or environment of its own.");
        assertThat(home.resolve("disaster-recovery/state")).doesNotExist();
    }

    @Test
    void anEndpointThatIsNone() throws Exception {
        for (String endpoint : List.of("://", "//localhost", "file:///etc/passwd")) {
            controller.configuration.setEndpoint(endpoint);
            DrBackupStep step = FakeController.backup(MINIMAL);
            assertThat(failure(step)).startsWith("The endpoint of this controller, " + endpoint + ", is no URL of a");
        }
    }

    @Test
    void wordsThatAreNone() {
        DrNotifyStep step = new DrNotifyStep();
        step.setRuns(java.util.Arrays.asList(null, " a, ", "b"));
        assertThat(step.getRuns()).containsExactly("a", "b");
    }

    @Test
    void aNameThatWouldColourTheLog() throws Exception {
        DrBackupStep step = FakeController.backup("");
        step.setEstate("orders\u001b[8mha:////");
        assertThat(failure(step)).startsWith("No estate of this controller is called orders[U+001B][8mha:////.");
    }

    @Test
    void aDeclarationThatIsWrong() throws Exception {
        assertThat(failure(FakeController.backup(MINIMAL.replace("us-west-2 }", "us-west-9 }"))))
                .startsWith("The declaration of the estate is wrong. Correct it:\n")
                .contains("estateYaml:7:")
                .contains("us-west-9");
    }

    @Test
    void aStoreTheEstateLacks() throws Exception {
        DrBackupStep step = FakeController.backup(MINIMAL);
        step.setOnly(List.of("orders"));
        assertThat(failure(step))
                .isEqualTo("Estate acme-production has no store orders. Name one of: caches, databases, orders-db,"
                        + " sessions.");
    }

    @Test
    void aRestoreThatIsRefused() throws Exception {
        assertThat(failure(restore("orders-again", "dr", "latest")))
                .isEqualTo(
                        "The estate does not say where orders-db is to be restored. Declare restore.dr of orders-db in"
                                + " the estate file.");
        assertThat(failure(restore("", "dr", "latest"))).startsWith("The step was given no instance.");
        assertThat(failure(restore("orders-again", "us-west-2", "latest"))).endsWith("Give side: 'dr' or 'primary'.");
        assertThat(failure(restore("orders-again", "dr", "yesterday")))
                .startsWith("'yesterday' is no moment a database can be restored to.");
    }

    private static DrRestorePitrStep restore(String instance, String side, String point) {
        DrRestorePitrStep step = new DrRestorePitrStep("orders-db", instance);
        step.setEstateYaml(MINIMAL);
        step.setRehearsal(true);
        step.setSide(side);
        step.setPoint(point);
        return step;
    }

    @Test
    void aPaceThatIsNone() throws Exception {
        for (double pace : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 2e9}) {
            DrBackupStep step = FakeController.backup(MINIMAL);
            step.setPace(pace);
            assertThat(failure(step)).startsWith("A pace of " + pace + " is none. Give one from 0");
        }
    }

    @Test
    void aWordThatIsNoWhen() throws Exception {
        assertThat(failure(notice(step -> step.setWhen("sometimes"))))
                .isEqualTo(
                        "The step was told to tell when: 'sometimes', which is nothing it knows. Give 'always', 'red'"
                                + " or 'news'.");
    }

    @Test
    void aNoticeAboutNothing() throws Exception {
        assertThat(failure(notice(step -> step.setRuns(List.of()))))
                .isEqualTo("The step was given no run, and this build has begun none on the estate. Call drBackup or"
                        + " drVerifyReplication before it, or give runs: [answer.run].");
        assertThat(failure(notice(step -> step.setRuns(List.of("No Run")))))
                .startsWith("Not all of these are runs: No Run. Give runs: [answer.run]");
    }

    @Test
    void evidenceOfAnotherBuild() throws Exception {
        DrEvidenceStep step = new DrEvidenceStep();
        step.setRuns(List.of("backup-acme-production-20260105-00000000"));
        FakeStepContext context = FakeStepContext.in(controller.build(1), "evidence");
        step.start(context).start();
        assertThat(said(context))
                .isEqualTo("This build keeps no evidence of a run called backup-acme-production-20260105-00000000. Name"
                        + " runs of this build: the 'run' of what its steps answered.");
    }

    @Test
    void evidenceOfNothing() throws Exception {
        FakeStepContext context = FakeStepContext.in(controller.build(1), "evidence");
        new DrEvidenceStep().start(context).start();
        assertThat(said(context))
                .isEqualTo("This build keeps no evidence, because no run of it has ended. See above why, then run the"
                        + " same job again.");
    }

    private static DrNotifyStep notice(Consumer<DrNotifyStep> with) {
        DrNotifyStep step = new DrNotifyStep();
        step.setEstateYaml(MINIMAL);
        step.setRehearsal(true);
        step.setRuns(List.of("backup-acme-production-20260105-00000000"));
        with.accept(step);
        return step;
    }

    private String failure(DrStep step) throws Exception {
        FakeStepContext context = FakeStepContext.in(controller.build(1), "mistake");
        step.start(context).start();
        return said(context);
    }

    private static String said(FakeStepContext context) throws InterruptedException {
        Object end = context.place().end();
        assertThat(end).isInstanceOf(AbortException.class);
        AbortException failure = (AbortException) end;
        assertThat(failure).hasNoCause();
        return failure.getMessage();
    }
}
