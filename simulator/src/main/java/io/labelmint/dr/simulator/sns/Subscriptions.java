package io.labelmint.dr.simulator.sns;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Who receives the messages of topics. Deliveries are not simulated, only whether there would be any. */
final class Subscriptions {
    /** API reference, Subscribe, Protocol. */
    private static final Set<String> PROTOCOLS =
            Set.of("http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose");

    private final Topics topics;

    Subscriptions(Topics topics) {
        this.topics = topics;
    }

    void declare(Operations operations) {
        operations
                .change("Subscribe", SubscribeRequest.class, this::subscribe)
                .read("ListSubscriptionsByTopic", ListSubscriptionsByTopicRequest.class, this::list);
    }

    /** Subscribing the same endpoint again gives the same subscription. */
    private SubscribeResponse subscribe(Context context, SubscribeRequest request) {
        if (request.hasAttributes()) {
            throw new UnsupportedOperationException("attributes of subscriptions are not simulated");
        }
        Topic topic = topics.require(context, request.topicArn());
        if (request.protocol() == null || !PROTOCOLS.contains(request.protocol())) {
            throw SnsErrors.invalid("Amazon SNS does not support this protocol string: " + request.protocol());
        }
        if (request.endpoint() == null || !isWellFormed(request.protocol(), request.endpoint())) {
            throw SnsErrors.invalid("Endpoint");
        }
        Topic.Subscription subscription = topic.subscriptions.stream()
                .filter(each -> each.protocol().equals(request.protocol())
                        && each.endpoint().equals(request.endpoint()))
                .findFirst()
                .orElseGet(() -> add(context, topic, request));
        boolean shown = subscription.isConfirmed(context) || Boolean.TRUE.equals(request.returnSubscriptionArn());
        return SubscribeResponse.builder()
                .subscriptionArn(shown ? subscription.arn() : "pending confirmation")
                .build();
    }

    private static Topic.Subscription add(Context context, Topic topic, SubscribeRequest request) {
        String id = context.seed().uuid("subscription", topic.arn, request.protocol(), request.endpoint());
        Topic.Subscription subscription =
                new Topic.Subscription(topic.arn, topic.arn + ":" + id, request.protocol(), request.endpoint());
        topic.subscriptions.add(subscription);
        topic.subscriptions.sort(Comparator.comparing(Topic.Subscription::arn));
        return subscription;
    }

    private ListSubscriptionsByTopicResponse list(Context context, ListSubscriptionsByTopicRequest request) {
        Topic topic = topics.require(context, request.topicArn());
        Page<Topic.Subscription> page = Topics.page(topic.subscriptions, Topic.Subscription::arn, request.nextToken());
        List<Subscription> described = page.items().stream()
                .map(each -> Subscription.builder()
                        .topicArn(topic.arn)
                        .subscriptionArn(each.isConfirmed(context) ? each.arn() : "PendingConfirmation")
                        .protocol(each.protocol())
                        .endpoint(each.endpoint())
                        .owner(context.account())
                        .build())
                .toList();
        return ListSubscriptionsByTopicResponse.builder()
                .subscriptions(described)
                .nextToken(page.marker())
                .build();
    }

    private static boolean isWellFormed(String protocol, String endpoint) {
        return switch (protocol) {
            case "http", "https" -> endpoint.startsWith(protocol + "://");
            case "email", "email-json" -> endpoint.contains("@");
            case "sms" -> !endpoint.isEmpty();
            default -> Arn.parse(endpoint).isPresent();
        };
    }
}
