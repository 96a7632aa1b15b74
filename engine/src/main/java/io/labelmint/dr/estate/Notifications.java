package io.labelmint.dr.estate;

import java.util.Optional;

/**
 * Who is told about runs.
 *
 * @param drTopic SNS topic ARN in the DR region; told first, because it is there when the primary region is not
 * @param primaryTopic SNS topic ARN in the primary region
 * @param slackWebhook where the Slack webhook's address is kept; never the address itself
 */
public record Notifications(
        Optional<String> drTopic, Optional<String> primaryTopic, Optional<SecretReference> slackWebhook) {

    /**
     * A secret that is kept elsewhere.
     *
     * @param source where
     * @param name the environment variable's name, the file's path or the Jenkins credentials id
     */
    public record SecretReference(Source source, String name) {
        /** Where a secret can be kept. */
        public enum Source {
            ENVIRONMENT,
            FILE,
            JENKINS
        }
    }
}
