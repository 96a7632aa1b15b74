package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Configuration as code, in and out. */
@WithJenkinsConfiguredWithCode
final class ConfigurationJenkinsTest {
    @Test
    @ConfiguredWithCode("configuration.yaml")
    void anEstateAndTheLimitsComeFromCode(JenkinsConfiguredWithCodeRule jenkins) {
        DisasterRecoveryConfiguration configuration = DisasterRecoveryConfiguration.get();
        assertThat(configuration.names()).containsExactly("acme-production");
        assertThat(configuration.estate("acme-production").stores()).hasSize(2);
        assertThat(configuration.getMostRuns()).isEqualTo(7);
        assertThat(configuration.getApiBudgetPercent()).isEqualTo(20);
        assertThat(configuration.getEvidenceDays()).isEqualTo(400);
    }

    @Test
    @ConfiguredWithCode("configuration.yaml")
    void whatIsExportedSaysTheSame(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);

        String text = exported.toString(StandardCharsets.UTF_8);
        assertThat(text.substring(text.indexOf("disasterRecovery:")))
                .contains("mostRuns: 7", "apiBudgetPercent: 20", "evidenceDays: 400", "name: \"acme-production\"")
                .contains("acme-production-orders");
    }
}
