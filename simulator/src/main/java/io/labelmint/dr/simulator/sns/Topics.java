package io.labelmint.dr.simulator.sns;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;
import software.amazon.awssdk.services.sns.model.ListTopicsResponse;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.TagResourceRequest;
import software.amazon.awssdk.services.sns.model.TagResourceResponse;

/** The topics of all regions, with their attributes and tags. */
final class Topics {
    /** API reference, CreateTopic: letters, digits, underscores and hyphens, 1 to 256 of them. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");

    /** SNS developer guide, "Amazon SNS topic tagging". */
    private static final int MOST_TAGS = 50;

    /** API reference, ListTopics and ListSubscriptionsByTopic. */
    private static final int PAGE = 100;

    private final Regional<Topic> topics = new Regional<>();

    void declare(Operations operations) {
        operations
                .change("CreateTopic", CreateTopicRequest.class, this::create)
                .read("GetTopicAttributes", GetTopicAttributesRequest.class, this::attributes)
                .read("ListTopics", ListTopicsRequest.class, this::list)
                .change("TagResource", TagResourceRequest.class, this::tag)
                .read("ListTagsForResource", ListTagsForResourceRequest.class, this::listTags);
    }

    Collection<Topic> all() {
        return topics.all();
    }

    Optional<Topic> find(String region, String arn) {
        return Arn.parse(arn)
                .filter(parsed ->
                        parsed.service().equals("sns") && parsed.region().equals(region))
                .flatMap(parsed -> topics.find(region, parsed.resource()))
                .filter(topic -> topic.arn.equals(arn));
    }

    /** The topic {@code arn} of the client's region; others can only be used through their own region's endpoint. */
    Topic require(Context context, String arn) {
        boolean here = Arn.parse(arn)
                .filter(parsed ->
                        parsed.service().equals("sns") && parsed.region().equals(context.region()))
                .isPresent();
        if (!here) {
            throw SnsErrors.invalid("TopicArn");
        }
        return find(context.region(), arn).orElseThrow(SnsErrors::topicNotFound);
    }

    static <T> Page<T> page(List<T> sorted, Function<T, String> key, String token) {
        return Page.of(sorted, key, token, PAGE).orElseThrow(() -> SnsErrors.invalid("NextToken"));
    }

    private CreateTopicResponse create(Context context, CreateTopicRequest request) {
        if (request.name() != null && request.name().endsWith(".fifo")) {
            throw new UnsupportedOperationException("FIFO topics are not simulated");
        }
        if (request.name() == null || !NAME.matcher(request.name()).matches()) {
            throw SnsErrors.invalid("Topic Name");
        }
        Map<String, String> tags = tags(request.tags());
        Topic topic = topics.find(context.region(), request.name()).orElse(null);
        if (topic == null) {
            String arn = context.arn("sns", request.name());
            topic = new Topic(context.region(), request.name(), arn, context.now(), request.attributes(), tags);
            topics.put(context.region(), request.name(), topic);
        } else {
            checkSame(topic, request.attributes(), tags);
        }
        return CreateTopicResponse.builder().topicArn(topic.arn).build();
    }

    /** Creating a topic that exists returns it, unless it is asked to be different from what it is. */
    private static void checkSame(Topic topic, Map<String, String> attributes, Map<String, String> tags) {
        if (!topic.attributes.entrySet().containsAll(attributes.entrySet())) {
            throw SnsErrors.invalid("Attributes Reason: Topic already exists with different attributes");
        }
        if (!tags.isEmpty() && !topic.tags.equals(tags)) {
            throw SnsErrors.invalid("Tags Reason: Topic already exists with different tags");
        }
    }

    private GetTopicAttributesResponse attributes(Context context, GetTopicAttributesRequest request) {
        Topic topic = require(context, request.topicArn());
        long confirmed = topic.confirmed(context);
        Map<String, String> attributes = new TreeMap<>(topic.attributes);
        attributes.putIfAbsent("DisplayName", "");
        attributes.put("TopicArn", topic.arn);
        attributes.put("Owner", context.account());
        attributes.put("SubscriptionsConfirmed", Long.toString(confirmed));
        attributes.put("SubscriptionsPending", Long.toString(topic.subscriptions.size() - confirmed));
        attributes.put("SubscriptionsDeleted", "0");
        return GetTopicAttributesResponse.builder().attributes(attributes).build();
    }

    private ListTopicsResponse list(Context context, ListTopicsRequest request) {
        List<Topic> visible = topics.all(context.region()).stream()
                .filter(topic -> context.sees(topic.arn, topic.created))
                .toList();
        Page<Topic> page = page(visible, topic -> topic.name, request.nextToken());
        return ListTopicsResponse.builder()
                .topics(page.items().stream()
                        .map(topic -> software.amazon.awssdk.services.sns.model.Topic.builder()
                                .topicArn(topic.arn)
                                .build())
                        .toList())
                .nextToken(page.marker())
                .build();
    }

    private TagResourceResponse tag(Context context, TagResourceRequest request) {
        Topic topic = find(context.region(), request.resourceArn()).orElseThrow(SnsErrors::resourceNotFound);
        Map<String, String> all = new TreeMap<>(topic.tags);
        all.putAll(tags(request.tags()));
        if (all.size() > MOST_TAGS) {
            throw SnsErrors.tooManyTags();
        }
        topic.tags.putAll(all);
        return TagResourceResponse.builder().build();
    }

    private ListTagsForResourceResponse listTags(Context context, ListTagsForResourceRequest request) {
        Topic topic = find(context.region(), request.resourceArn()).orElseThrow(SnsErrors::resourceNotFound);
        return ListTagsForResourceResponse.builder()
                .tags(topic.tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static Map<String, String> tags(List<Tag> given) {
        Map<String, String> tags = new TreeMap<>();
        given.forEach(tag -> tags.put(tag.key(), tag.value()));
        if (tags.size() > MOST_TAGS) {
            throw SnsErrors.tooManyTags();
        }
        return tags;
    }
}
