package io.labelmint.dr.simulator.sns;

import io.labelmint.dr.simulator.core.Script;

/** What can be scripted about SNS. */
public final class SnsScripts {
    private SnsScripts() {}

    /** The owner of {@code endpoint} clicks the link in the e-mail: subscriptions to {@code topicArn} become confirmed. */
    public static Script confirmed(String topicArn, String endpoint) {
        return new Script(confirmation(topicArn, endpoint), "true");
    }

    static String confirmation(String topicArn, String endpoint) {
        return "sns.confirmed." + topicArn + "." + endpoint;
    }
}
