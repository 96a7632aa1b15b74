package io.labelmint.dr.observatory;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/**
 * The attributes of an SNS topic, among them how many subscriptions are confirmed; empty when there is no such topic.
 *
 * @param region the topic's region
 * @param topic its ARN
 */
public record TopicAttributes(String region, String topic) implements Query<Optional<Map<String, String>>> {
    private static final Api API = Api.unpublished("sns", "GetTopicAttributes");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Optional<Map<String, String>> fetch(Pages pages) {
        pages.count();
        try {
            return Optional.of(pages.client(SnsClient.class)
                    .getTopicAttributes(request -> request.topicArn(topic))
                    .attributes());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
