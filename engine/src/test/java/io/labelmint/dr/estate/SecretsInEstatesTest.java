package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file is kept in git: a credential in it is refused wherever it stands, and no message repeats it. */
class SecretsInEstatesTest {
    private static final String WEBHOOK = "https://hooks.slack.com/services/T0/B0/notARealOne";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slackWebhook: WEBHOOK",
                "slackWebhook: \"WEBHOOK\"",
                "slackWebhook: { jenkins: WEBHOOK }",
                "slackWebhook: { environment: SLACK } # WEBHOOK",
                "WEBHOOK: true",
                "slackWebhook: [ WEBHOOK",
                "slackWebhook: *WEBHOOK"
            })
    void aSecretIsRefusedAndNeverRepeated(String line) {
        Example example = Example.production()
                .with("slackWebhook: { jenkins: labelmint-slack-webhook }", line.replace("WEBHOOK", WEBHOOK));

        assertThat(example.codes()).contains("estate.secret");
        assertThat(example.mistakes())
                .allSatisfy(mistake -> assertThat(mistake.toString()).doesNotContain("notARealOne"))
                .filteredOn(mistake -> mistake.code().equals("estate.secret"))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.line()).isEqualTo(example.lineOf(WEBHOOK));
                    assertThat(mistake.fix()).contains("Revoke it").contains("{ jenkins: slack-webhook }");
                });
    }

    @Test
    void otherCredentialsAreRefusedToo() {
        // Put together here, so that scanners of this repository find nothing.
        for (String secret : new String[] {
            "AKIA" + "ABCDEFGHIJKLMNOP",
            "xoxb" + "-0000000000-abcdefgh",
            "-----BEGIN RSA PRIVATE" + " KEY-----",
            "postgres://orders:" + "sesame@db.example/orders",
            "aB3dE6gH9kL2nO5qR8tU" + "1wX4zA7cD0fG3iJ6lM9o"
        }) {
            assertThat(Example.minimal().plus("# " + secret + "\n").mistake().code())
                    .as(secret)
                    .isEqualTo("estate.secret");
        }
    }
}
