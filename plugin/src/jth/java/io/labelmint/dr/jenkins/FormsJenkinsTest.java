package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.config.NamedEstate;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What goes into a form comes out of it, and into a pipeline. */
@WithJenkins
final class FormsJenkinsTest {
    @Test
    void theFormOfDrBackupKeepsEveryField(JenkinsRule jenkins) throws Exception {
        comesBack(jenkins, backup());
    }

    @Test
    void theFormOfDrVerifyReplicationKeepsEveryField(JenkinsRule jenkins) throws Exception {
        DrVerifyReplicationStep step = new DrVerifyReplicationStep();
        estate(step);
        step.setOnly(List.of("orders-db"));
        comesBack(jenkins, step);
    }

    @Test
    void theFormOfDrNotifyKeepsEveryField(JenkinsRule jenkins) throws Exception {
        comesBack(jenkins, notice());
    }

    @Test
    void theFormOfDrEvidenceKeepsEveryField(JenkinsRule jenkins) throws Exception {
        comesBack(jenkins, evidence());
    }

    @Test
    void snippetsLeaveOutDefaultsAndMeanTheStepTheyWereMadeOf(JenkinsRule jenkins) throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        DrBackupStep plain = new DrBackupStep();
        plain.setEstate("acme-production");
        snippets.assertRoundTrip(plain, "drBackup estate: 'acme-production'");
        snippets.assertRoundTrip(new DrEvidenceStep(), "drEvidence()");
        snippets.assertRoundTrip(
                evidence(), "drEvidence folder: 'evidence', runs: ['backup-orders-db-20261122-1f2e3d4c']");
    }

    @Test
    void theFormOfTheConfigurationKeepsItAndCanEmptyIt(JenkinsRule jenkins) throws Exception {
        DisasterRecoveryConfiguration configuration = DisasterRecoveryConfiguration.get();
        configuration.setEstates(List.of(new NamedEstate("acme-production", Pipelines.ESTATE)));
        configuration.setMostRuns(7);
        configuration.setApiBudgetPercent(20);
        configuration.setEvidenceDays(400);

        jenkins.configRoundtrip();

        assertThat(configuration.names()).containsExactly("acme-production");
        assertThat(configuration.estate("acme-production").stores()).hasSize(2);
        assertThat(configuration.getMostRuns()).isEqualTo(7);
        assertThat(configuration.getApiBudgetPercent()).isEqualTo(20);
        assertThat(configuration.getEvidenceDays()).isEqualTo(400);

        configuration.setEstates(List.of());
        jenkins.configRoundtrip();

        assertThat(configuration.names()).isEmpty();
    }

    private static void comesBack(JenkinsRule jenkins, Step step) throws Exception {
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    private static DrBackupStep backup() {
        DrBackupStep step = new DrBackupStep();
        step.setEstateYaml(Pipelines.ESTATE);
        step.setOnly(List.of("orders-db", "sessions"));
        step.setRehearsal(true);
        step.setPace(2.5);
        return step;
    }

    private static DrNotifyStep notice() {
        DrNotifyStep step = new DrNotifyStep();
        estate(step);
        step.setRuns(List.of("backup-orders-db-20261122-1f2e3d4c"));
        step.setName("Nightly backup");
        step.setWhen("news");
        return step;
    }

    private static DrEvidenceStep evidence() {
        DrEvidenceStep step = new DrEvidenceStep();
        step.setRuns(List.of("backup-orders-db-20261122-1f2e3d4c"));
        step.setFolder("evidence");
        return step;
    }

    /** A choice a form offers: it can keep no other. */
    private static void estate(DrStep step) {
        DisasterRecoveryConfiguration.get().setEstates(List.of(new NamedEstate("acme-production", Pipelines.ESTATE)));
        step.setEstate("acme-production");
    }
}
