package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.config.NamedEstate;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may ask what. */
@WithJenkins
final class PermissionsJenkinsTest {
    private static final String STEP = "job/daily/descriptorByName/io.labelmint.dr.jenkins.DrBackupStep/";
    private static final String ESTATE = "descriptorByName/io.labelmint.dr.jenkins.config.NamedEstate/checkYaml";

    private JenkinsRule jenkins;

    @BeforeEach
    void aJobAReaderAndSomebodyWhoMayConfigureIt(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Pipelines.ended(jenkins, "daily", Pipelines.rehearsal("drVerifyReplication", ""));
        DisasterRecoveryConfiguration.get().setEstates(List.of(new NamedEstate("acme-production", Pipelines.ESTATE)));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "developer")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("developer")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    @Test
    void onlyWhoMayConfigureTheJobHasADeclarationChecked() throws Exception {
        Map<String, String> form = Map.of("estateYaml", Pipelines.ESTATE, "estate", "");
        assertThat(new Web(jenkins, "reader")
                        .post(STEP + "checkEstateYaml", form)
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Web(jenkins, "developer")
                        .post(STEP + "checkEstateYaml", form)
                        .body())
                .contains("acme-production with 2 stores");
    }

    @Test
    void onlyWhoMayConfigureTheJobSeesTheNamesOfTheEstates() throws Exception {
        assertThat(new Web(jenkins, "reader")
                        .post(STEP + "fillEstateItems", Map.of())
                        .body())
                .doesNotContain("acme-production");
        assertThat(new Web(jenkins, "developer")
                        .post(STEP + "fillEstateItems", Map.of())
                        .body())
                .contains("acme-production");
    }

    @Test
    void onlyAdministratorsHaveTheConfigurationChecked() throws Exception {
        Map<String, String> form = Map.of("yaml", Pipelines.ESTATE);
        assertThat(new Web(jenkins, "developer").post(ESTATE, form).statusCode())
                .isEqualTo(403);
        assertThat(new Web(jenkins, "admin").post(ESTATE, form).statusCode()).isEqualTo(200);
    }

    @Test
    void checksAnswerToNoLink() throws Exception {
        assertThat(new Web(jenkins, "developer").get(STEP + "checkPace?pace=1").statusCode())
                .isIn(404, 405);
    }

    @Test
    void whoMayNotReadTheJobDoesNotSeeItsEvidence() throws Exception {
        String page = "job/daily/1/disaster-recovery/";
        assertThat(new Web(jenkins, "reader").get(page).statusCode()).isEqualTo(200);
        assertThat(new Web(jenkins, "").get(page).statusCode()).isIn(403, 404);
    }
}
