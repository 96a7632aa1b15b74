package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;

/** The keys of notifications. */
final class NotificationKeys {
    static final Key<String> DR_TOPIC =
            Key.optional("drTopic", Words.TOPIC, "SNS topic in the DR region; there when the primary region is not.");
    static final Key<String> PRIMARY_TOPIC = Key.optional(
            "primaryTopic",
            Words.TOPIC.like("arn:aws:sns:us-east-1:123456789012:labelmint-production-dr"),
            "SNS topic in the primary region.");

    static final Key<Section> SLACK = Key.optional(
            "slackWebhook",
            SecretKeys.reference("slack-webhook", "SLACK_WEBHOOK", "/run/secrets/slack-webhook"),
            "Where the address of the Slack webhook is kept; never the address itself.");

    static final Mapping TYPE = Mapping.of(DR_TOPIC, PRIMARY_TOPIC, SLACK);

    private NotificationKeys() {}

    static Notifications build(Section notifications) {
        return new Notifications(
                notifications.get(DR_TOPIC),
                notifications.get(PRIMARY_TOPIC),
                notifications.get(SLACK).flatMap(SecretKeys::build));
    }
}
