package io.labelmint.dr.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.estate.Notifications.SecretReference.Source;
import io.labelmint.dr.outside.HttpWebPost;
import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.outside.ProcessSecrets;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.outside.WebPost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Posts to a secret address, which must not be seen whatever goes wrong. */
final class HandsPostTest {
    private static final String CANARY = "https://hooks.example/services/T0/B0/c4n4ry-in-a-coal-mine";
    private static final SecretReference VARIABLE = new SecretReference(Source.ENVIRONMENT, "SLACK_WEBHOOK");
    private static final ProcessSecrets ENVIRONMENT = new ProcessSecrets(Map.of("SLACK_WEBHOOK", CANARY + "\n")::get);

    static List<WebPost> failing() {
        return List.of(
                (address, json) -> new WebPost.Answer(403, "invalid_token"),
                (address, json) -> new WebPost.Answer(502, "<html>No route to " + address.reveal() + "</html>"),
                (address, json) -> new WebPost.Answer(404, address.reveal()),
                (address, json) -> {
                    throw new WebPost.NotSent("no connection to " + address.reveal());
                },
                (address, json) -> {
                    throw new IOException("no answer from " + address.reveal());
                },
                (address, json) -> {
                    throw new IllegalArgumentException("illegal character in " + address.reveal());
                });
    }

    @Test
    void sendsToTheSecretAddress() {
        StringBuilder sent = new StringBuilder();
        hands((address, json) -> {
                    sent.append(address.reveal()).append(" ").append(json);
                    return new WebPost.Answer(200, "ok");
                })
                .post(VARIABLE, "{}");
        assertThat(sent).hasToString(CANARY + " {}");
    }

    @ParameterizedTest
    @MethodSource("failing")
    void tellsOfAFailureWithoutTheAddress(WebPost post) {
        Throwable failure = catchThrowable(() -> hands(post).post(VARIABLE, "{}"));
        assertThat(failure).isInstanceOfAny(ProblemException.class, SdkClientException.class);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("SLACK_WEBHOOK").doesNotContain("c4n4ry");
    }

    @Test
    void whatMayHaveArrivedIsInDoubt() {
        assertThatThrownBy(() -> hands((address, json) -> new WebPost.Answer(500, "rollup_error"))
                        .post(VARIABLE, "{}"))
                .isInstanceOf(SdkClientException.class)
                .satisfies(e -> assertThat(AwsError.of((SdkClientException) e, "slack", "PostMessage", "us-west-2")
                                .kind())
                        .isEqualTo(AwsError.Kind.IN_DOUBT));
    }

    @Test
    void slacksOwnWordIsTold() {
        assertThatThrownBy(() -> hands((address, json) -> new WebPost.Answer(404, "no_service"))
                        .post(VARIABLE, "{}"))
                .hasMessageContaining("HTTP 404 no_service");
    }

    @Test
    void secretsAreReadFromEnvironmentAndFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("webhook"), CANARY + "\n");
        SecretReference inFile = new SecretReference(Source.FILE, file.toString());
        assertThat(ENVIRONMENT.read(VARIABLE).reveal()).isEqualTo(CANARY);
        assertThat(ENVIRONMENT.read(inFile).reveal()).isEqualTo(CANARY);
        assertThat(ENVIRONMENT.read(inFile)).hasToString("(secret)");
    }

    @Test
    void aMissingSecretIsAProblem() {
        for (Source source : Source.values()) {
            SecretReference nowhere = new SecretReference(source, "/nowhere/NONE");
            assertThatThrownBy(() -> ENVIRONMENT.read(nowhere))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining(
                            "There is no secret at " + source.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void theRealSenderSendsNothingToWhatIsNoHttpsAddress() {
        for (String address : List.of("http://hooks.example/plain", "not an address", "https:c4n4ry")) {
            assertThatThrownBy(() -> new HttpWebPost().post(new Secret(address), "{}"))
                    .isInstanceOf(WebPost.NotSent.class)
                    .hasMessage("the secret is not an https address")
                    .hasNoCause();
        }
    }

    private static Hands hands(WebPost post) {
        Aws none = new Aws() {
            @Override
            public <C extends software.amazon.awssdk.core.SdkClient> C client(Class<C> type, String region) {
                throw new AssertionError("no AWS here");
            }
        };
        return new Hands(none, new Outside(post, ENVIRONMENT));
    }
}
