package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.sun.net.httpserver.HttpServer;
import hudson.AbortException;
import hudson.util.Secret;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.jenkins.config.BuildSecrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that were at hand are found nowhere afterwards: not in a file, a log, a program, an answer or a failure. */
final class SecretsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "AWS_ACCESS_KEY_ID", canary("id"),
            "AWS_SECRET_ACCESS_KEY", canary("key"),
            "AWS_SESSION_TOKEN", canary("session"));
    private static final String WEBHOOK = "https://127.0.0.1:1/" + canary("webhook");

    @TempDir
    Path home;

    private FakeController controller;

    private static String canary(String name) {
        return "canary-" + name + "-" + UUID.randomUUID();
    }

    @BeforeEach
    void start() {
        controller = new FakeController(home);
        CredentialsProvider.put(new Webhook("labelmint-slack-webhook", WEBHOOK));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void afterASimulatedRunAndItsNotice() throws Exception {
        String yaml = FakeController.example("labelmint-production.yaml");
        FakeStepContext backup = FakeStepContext.in(controller.build(1), "backup");
        backup.place().environment.putAll(ENVIRONMENT);
        DrBackupStep step = FakeController.backup(yaml);
        StepExecution execution = step.start(backup);
        execution.start();
        Map<String, Object> answer = backup.place().answer();
        DrNotifyStep notice = new DrNotifyStep();
        notice.setEstateYaml(yaml);
        notice.setRehearsal(true);
        notice.setRuns(List.of((String) answer.get("run")));
        FakeStepContext told = FakeStepContext.in(controller.build(1), "notice");
        told.place().environment.putAll(ENVIRONMENT);
        notice.start(told).start();
        told.place().end();
        FakeController.settle();

        assertNoSecretIn(execution, backup);
        assertNoSecretIn(execution, told);
    }

    @Test
    void afterARunOnAwsThatRefusesThem() throws Exception {
        HttpServer aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", exchange -> {
            byte[] refusal = """
                    <ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>\
                    <Message>The security token included in the request is invalid.</Message></Error></ErrorResponse>
                    """.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(403, refusal.length);
            exchange.getResponseBody().write(refusal);
            exchange.close();
        });
        aws.start();
        try {
            controller.configuration.setEndpoint(
                    "http://127.0.0.1:" + aws.getAddress().getPort());
            FakeStepContext context = FakeStepContext.in(controller.build(1), "real");
            context.place().environment.putAll(ENVIRONMENT);
            DrBackupStep step = FakeController.backup(FakeController.example("minimal.yaml"));
            step.setRehearsal(false);
            StepExecution execution = step.start(context);
            execution.start();

            assertThat(context.place().end())
                    .isInstanceOfSatisfying(
                            AbortException.class,
                            failure -> assertThat(failure.getMessage()).doesNotContain("made a mistake"));
            assertNoSecretIn(execution, context);
        } finally {
            aws.stop(0);
        }
    }

    @Test
    void aSecretTextIsReadWhenItIsSentAndItsUseIsTracked() {
        FakeStepContext context = FakeStepContext.in(controller.build(3), "secret");
        BuildSecrets secrets = new BuildSecrets(context.place().build, context.place().environment);

        io.labelmint.dr.outside.Secret secret =
                secrets.read(new SecretReference(SecretReference.Source.JENKINS, "labelmint-slack-webhook"));

        assertThat(secret.reveal()).isEqualTo(WEBHOOK);
        assertThat(secret.toString()).doesNotContain("canary");
        assertThat(CredentialsProvider.tracked()).contains("dr-daily#3 labelmint-slack-webhook");
    }

    /** Whoever may write a pipeline may write an estate, and with it a path. */
    @Test
    void noFileOfTheControllerIsRead() throws Exception {
        Path file = Files.writeString(home.resolve("webhook"), WEBHOOK);
        FakeStepContext context = FakeStepContext.in(controller.build(4), "file");
        BuildSecrets secrets = new BuildSecrets(context.place().build, context.place().environment);

        assertThatThrownBy(() -> secrets.read(new SecretReference(SecretReference.Source.FILE, file.toString())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("builds read no files of the controller")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> secrets.read(new SecretReference(SecretReference.Source.FILE, "/not/there")))
                .as("nor is it told whether there is one")
                .hasMessageContaining("builds read no files of the controller");
    }

    private void assertNoSecretIn(StepExecution execution, FakeStepContext context) throws Exception {
        assertNone("the log", context.place().lines.text());
        assertNone("the status", String.valueOf(execution.getStatus()));
        assertNone("the program", new String(Program.write(execution), StandardCharsets.ISO_8859_1));
        for (Object end : context.place().ends) {
            if (end instanceof Throwable failure) {
                StringWriter stack = new StringWriter();
                failure.printStackTrace(new PrintWriter(stack));
                assertNone("the failure", stack.toString());
            } else {
                assertNone("the answer", end.toString());
            }
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertNone(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void assertNone(String where, String text) {
        // All of them begin like this, so that half of one is found, too.
        assertThat(text).as(where).doesNotContain("canary-");
    }

    /** The address of a Slack channel, as Jenkins keeps it. */
    private static final class Webhook implements StringCredentials {
        private static final long serialVersionUID = 1L;
        private final String id;
        private final Secret secret;

        Webhook(String id, String secret) {
            this.id = id;
            this.secret = Secret.of(secret);
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public Secret getSecret() {
            return secret;
        }
    }
}
