package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListTopicsResponse;
import software.amazon.awssdk.services.sns.model.Topic;

/**
 * The ARNs of the SNS topics of a region.
 *
 * @param region the region
 */
public record Topics(String region) implements Query<List<String>> {
    /** "30 transactions per second" (Amazon SNS API Reference, ListTopics). */
    private static final Api API = Api.published("sns", "ListTopics", 30);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<String> fetch(Pages pages) {
        SnsClient sns = pages.client(SnsClient.class);
        return Paged.all(
                        pages,
                        token -> sns.listTopics(request -> request.nextToken(token)),
                        ListTopicsResponse::topics,
                        ListTopicsResponse::nextToken)
                .stream()
                .map(Topic::topicArn)
                .toList();
    }
}
