package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Scripts;
import io.labelmint.dr.simulator.sns.PublishedMessage;
import io.labelmint.dr.simulator.sns.SnsScripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.Tag;

final class SnsTest {
    private static final String REGION = "us-west-2";

    @TempDir
    private Path folder;

    private final World world = World.inMemory(new VirtualTimeline(World.EPOCH), 7);
    private final SnsClient sns = world.client(SnsClient.class, REGION);

    SnsTest() {
        world.script(Scripts.eventualConsistency(false));
    }

    @Test
    void aTopicIsCreatedOnce() {
        String arn = topic("alerts");
        assertThat(arn).isEqualTo("arn:aws:sns:us-west-2:123456789012:alerts");
        assertThat(topic("alerts")).isEqualTo(arn);
        sns.createTopic(r -> r.name("named").attributes(Map.of("DisplayName", "DR")));
        assertThat(sns.createTopic(r -> r.name("named")).topicArn()).endsWith(":named");
        assertRefused(
                "InvalidParameter",
                400,
                () -> sns.createTopic(r -> r.name("named").attributes(Map.of("DisplayName", "other"))));
        for (String bad : new String[] {"", "a b", "a".repeat(257), "ä"}) {
            assertRefused("InvalidParameter", 400, () -> topic(bad));
        }
        assertThat(sns.getTopicAttributes(r -> r.topicArn(arn)).attributes())
                .containsEntry("TopicArn", arn)
                .containsEntry("Owner", "123456789012")
                .containsEntry("SubscriptionsConfirmed", "0");
        assertRefused("NotFound", 404, () -> sns.getTopicAttributes(r -> r.topicArn(arn + "x")));
    }

    @Test
    void listsTopicsByTheHundred() {
        for (int i = 0; i < 250; i++) {
            topic("topic-" + i);
            world.timeline().elapse(Duration.ofMillis(40));
        }
        assertThat(sns.listTopics().topics()).hasSize(100);
        assertThat(sns.listTopicsPaginator().topics().stream()).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void anEmailSubscriptionIsPendingUntilConfirmed() {
        String arn = topic("alerts");
        assertThat(subscribe(arn, "email", "oncall@example.com")).isEqualTo("pending confirmation");
        assertThat(subscribe(arn, "email", "oncall@example.com")).isEqualTo("pending confirmation");
        assertThat(subscribe(arn, "sqs", "arn:aws:sqs:us-west-2:123456789012:alerts"))
                .startsWith(arn + ":");
        assertThat(subscriptions(arn)).hasSize(2).contains("PendingConfirmation");
        assertThat(sns.getTopicAttributes(r -> r.topicArn(arn)).attributes())
                .containsEntry("SubscriptionsPending", "1")
                .containsEntry("SubscriptionsConfirmed", "1");

        world.script(SnsScripts.confirmed(arn, "oncall@example.com"));
        assertThat(subscriptions(arn))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each).startsWith(arn + ":"));
        assertRefused("InvalidParameter", 400, () -> subscribe(arn, "pigeon", "roof"));
        assertRefused("InvalidParameter", 400, () -> subscribe(arn, "email", "nobody"));
        assertRefused("NotFound", 404, () -> subscribe(arn + "x", "email", "oncall@example.com"));
    }

    @Test
    void whatIsPublishedCanBeReadAndCounted() {
        String arn = topic("alerts");
        String id = publish(arn, "Backup failed", "orders").messageId();
        assertThat(world.sns().published(REGION, arn))
                .containsExactly(new PublishedMessage(id, world.timeline().now(), "Backup failed", "orders"));
        assertThat(messages())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("us-west-2 sns message alerts subject=Backup failed sha256=")
                        .endsWith(" times=1"));
        publish(arn, "Backup failed", "orders");
        assertThat(messages())
                .singleElement()
                .satisfies(line -> assertThat(line).endsWith(" times=2"));
        publish(arn, "Backup failed", "users");
        assertThat(messages()).hasSize(2);
        assertThat(world.sns().published("us-east-1", arn)).isEmpty();
    }

    @Test
    void refusesMessagesAsAwsDoes() {
        String arn = topic("alerts");
        publish(arn, "x".repeat(99), "m".repeat(262_144));
        publish(arn, null, "é".repeat(131_072));
        for (String bad : new String[] {"", "x".repeat(100), "two\nlines", "bell\u0007"}) {
            assertRefused("InvalidParameter", 400, () -> publish(arn, bad, "m"));
        }
        assertRefused("InvalidParameter", 400, () -> publish(arn, "s", "m".repeat(262_145)));
        assertRefused("InvalidParameter", 400, () -> publish(arn, "s", "é".repeat(131_073)));
        assertRefused("InvalidParameter", 400, () -> publish(arn, "s", ""));
        assertRefused("NotFound", 404, () -> publish(arn + "x", "s", "m"));
        assertRefused("InvalidParameter", 400, () -> publish(arn.replace("west", "east"), "s", "m"));
        assertRefused(
                "InvalidParameter",
                400,
                () -> sns.publish(r -> r.topicArn(arn).message("{}").messageStructure("json")));
        assertThat(world.sns().published(REGION, arn)).hasSize(2);
        assertThatThrownBy(() -> sns.publish(r -> r.phoneNumber("+1").message("m")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void topicsHaveTags() {
        String arn = topic("alerts");
        sns.tagResource(r -> r.resourceArn(arn).tags(tag("team", "dr"), tag("stage", "prod")));
        sns.tagResource(r -> r.resourceArn(arn).tags(tag("team", "ops")));
        assertThat(sns.listTagsForResource(r -> r.resourceArn(arn)).tags())
                .containsExactly(tag("stage", "prod"), tag("team", "ops"));
        assertRefused("ResourceNotFound", 404, () -> sns.listTagsForResource(r -> r.resourceArn(arn + "x")));
    }

    @Test
    void aReopenedWorldHasPublishedTheSame() {
        List<String> inventory;
        List<PublishedMessage> published;
        Instant now;
        String arn = "arn:aws:sns:us-west-2:123456789012:alerts";
        try (World first = World.open(folder, 7)) {
            SnsClient client = first.client(SnsClient.class, REGION);
            client.createTopic(r -> r.name("alerts").tags(tag("team", "dr")));
            client.subscribe(r -> r.topicArn(arn).protocol("email").endpoint("oncall@example.com"));
            client.publish(r -> r.topicArn(arn).subject("Backup failed").message("orders"));
            first.timeline().elapse(Duration.ofMinutes(1));
            assertThatThrownBy(() -> client.publish(r -> r.phoneNumber("+1").message("not simulated")))
                    .isInstanceOf(UnsupportedOperationException.class);
            client.publish(r -> r.topicArn(arn).subject("Backup failed").message("orders"));
            inventory = first.inventory();
            published = first.sns().published(REGION, arn);
            now = first.timeline().now();
        }
        try (World again = World.open(folder, 7)) {
            assertThat(again.inventory()).isEqualTo(inventory);
            assertThat(again.sns().published(REGION, arn)).isEqualTo(published).hasSize(2);
            assertThat(again.timeline().now()).isEqualTo(now);
        }
    }

    private String topic(String name) {
        return sns.createTopic(r -> r.name(name)).topicArn();
    }

    private String subscribe(String arn, String protocol, String endpoint) {
        return sns.subscribe(r -> r.topicArn(arn).protocol(protocol).endpoint(endpoint))
                .subscriptionArn();
    }

    private List<String> subscriptions(String arn) {
        return sns.listSubscriptionsByTopicPaginator(r -> r.topicArn(arn)).subscriptions().stream()
                .map(Subscription::subscriptionArn)
                .toList();
    }

    private PublishResponse publish(String arn, String subject, String message) {
        return sns.publish(r -> r.topicArn(arn).subject(subject).message(message));
    }

    private List<String> messages() {
        return world.inventory().stream()
                .filter(line -> line.contains(" sns message "))
                .toList();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static void assertRefused(String code, int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SnsException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }
}
