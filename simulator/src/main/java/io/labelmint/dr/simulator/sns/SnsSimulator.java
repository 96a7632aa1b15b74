package io.labelmint.dr.simulator.sns;

import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Service;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.SnsException;

/** Simulated Amazon SNS: standard topics, subscriptions to them and what was published. */
public final class SnsSimulator implements Service {
    private final Topics topics = new Topics();
    private final Subscriptions subscriptions = new Subscriptions(topics);
    private final Publishing publishing = new Publishing(topics);

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return SnsClient.class;
    }

    @Override
    public void declare(Operations operations) {
        topics.declare(operations);
        subscriptions.declare(operations);
        publishing.declare(operations);
    }

    @Override
    public AwsServiceException.Builder error() {
        return SnsException.builder();
    }

    /**
     * ListTopics, ListSubscriptionsByTopic, Subscribe and TagResource have theirs in the API reference of each. That of Publish
     * differs by region and is higher than this; the others are taken to be like ListTopics.
     */
    @Override
    public Rate rate(String operation) {
        double perSecond = switch (operation) {
            case "Publish" -> 300;
            case "Subscribe" -> 100;
            case "TagResource" -> 10;
            default -> 30;
        };
        return new Rate(operation, perSecond, perSecond);
    }

    @Override
    public String throttlingCode() {
        return "Throttling";
    }

    /** What was published to {@code topicArn} in {@code region}, oldest first; nothing if there is no such topic. */
    public List<PublishedMessage> published(String region, String topicArn) {
        return topics.find(region, topicArn)
                .map(topic -> List.copyOf(topic.messages))
                .orElse(List.of());
    }

    /** Topics, and each distinct message with how often it was published: a notice sent twice shows. */
    @Override
    public List<String> inventory(Instant now) {
        List<String> lines = new ArrayList<>();
        for (Topic topic : topics.all()) {
            lines.add(topic.region + " sns topic " + topic.name + " subscriptions="
                    + topic.subscriptions.stream()
                            .map(each -> each.protocol() + ":" + each.endpoint())
                            .sorted()
                            .toList()
                    + " tags=" + topic.tags);
            Map<String, Integer> messages = new TreeMap<>();
            topic.messages.forEach(each ->
                    messages.merge("subject=" + each.subject() + " sha256=" + sha256(each.message()), 1, Integer::sum));
            messages.forEach((message, times) ->
                    lines.add(topic.region + " sns message " + topic.name + " " + message + " times=" + times));
        }
        return lines;
    }

    private static String sha256(String message) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(message.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
