package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Credentials are used and written nowhere. */
@WithJenkinsConfiguredWithCode
final class SecretsJenkinsTest {
    private static final String SECRET = "text-that-must-be-nowhere";

    @Test
    @ConfiguredWithCode("secrets.yaml")
    void aSecretOfABuildIsInNoFileOfJenkinsHome(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        WorkflowRun build = Pipelines.ended(jenkins, "real", """
                withCredentials([string(credentialsId: 'aws-secret-access-key', variable: 'AWS_SECRET_ACCESS_KEY')]) {
                  withEnv(['AWS_ACCESS_KEY_ID=nobody']) {
                    drVerifyReplication(estateYaml: '''""" + Pipelines.ESTATE + """
                ''')
                  }
                }
                """);

        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
        jenkins.assertLogContains("UNKNOWN", build);
        Path home = jenkins.jenkins.getRootDir().toPath();
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> withSecret = files.filter(Files::isRegularFile)
                    .filter(SecretsJenkinsTest::holds)
                    .toList();
            assertThat(withSecret).isEmpty();
        }
        assertThat(home.resolve("credentials.xml")).content().contains("aws-secret-access-key");
    }

    private static boolean holds(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
