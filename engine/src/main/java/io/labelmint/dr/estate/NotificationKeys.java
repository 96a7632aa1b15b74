package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.estate.Notifications.SecretReference.Source;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import java.util.Optional;

/** The keys of notifications. */
final class NotificationKeys {
    static final Key<String> DR_TOPIC =
            Key.optional("drTopic", Words.TOPIC, "SNS topic in the DR region; there when the primary region is not.");
    static final Key<String> PRIMARY_TOPIC = Key.optional(
            "primaryTopic",
            Words.TOPIC.like("arn:aws:sns:us-east-1:123456789012:labelmint-production-dr"),
            "SNS topic in the primary region.");

    static final Key<String> JENKINS =
            Key.optional("jenkins", Words.CREDENTIALS_ID, "Id of a Jenkins credential of the kind secret text.");
    static final Key<String> ENVIRONMENT =
            Key.optional("environment", Words.VARIABLE, "Name of an environment variable.");
    static final Key<String> FILE = Key.optional("file", Words.SECRET_FILE, "Path of a file that holds it.");
    static final Key<Section> SLACK = Key.optional(
            "slackWebhook",
            Mapping.oneOf(JENKINS, ENVIRONMENT, FILE),
            "Where the address of the Slack webhook is kept; never the address itself.");

    static final Mapping TYPE = Mapping.of(DR_TOPIC, PRIMARY_TOPIC, SLACK);

    private NotificationKeys() {}

    static Notifications build(Section notifications) {
        return new Notifications(
                notifications.get(DR_TOPIC),
                notifications.get(PRIMARY_TOPIC),
                notifications.get(SLACK).flatMap(NotificationKeys::reference));
    }

    private static Optional<SecretReference> reference(Section slack) {
        return slack.get(JENKINS)
                .map(id -> new SecretReference(Source.JENKINS, id))
                .or(() -> slack.get(ENVIRONMENT).map(name -> new SecretReference(Source.ENVIRONMENT, name)))
                .or(() -> slack.get(FILE).map(path -> new SecretReference(Source.FILE, path)));
    }
}
