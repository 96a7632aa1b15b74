package io.labelmint.dr.notice;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.outside.Secrets;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Posts a notice to a Slack channel through an incoming webhook, whose address is a secret: this knows only where it is
 * kept. Slack does not recognise repeats, so a notice is sent at most once and a doubt about it is recorded.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region the DR region, whose lane it is sent on; Slack itself is in none
 * @param webhook where the address is kept
 * @param text the message in Slack's own markup, escaped
 */
@JsonTypeName("slack-post")
public record PostToSlack(
        ActionId id, Set<ActionId> after, Estimate estimate, String region, SecretReference webhook, String text)
        implements Action {
    private static final Json JSON = new Json(List.of());

    /**
     * {@code text} so that Slack shows it as it is: "There are three characters you must convert to HTML entities and only
     * three" (Slack API documentation, "Message formatting").
     */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public PlannedCall call() {
        return new PlannedCall("slack", "PostMessage", region, Map.of("webhook", Secrets.words(webhook), "text", text));
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.ONCE;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return inputs.accepted().get("accepted") == null ? new Progress.Absent() : new Progress.Done(inputs.accepted());
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.post(webhook, JSON.canonical(Map.of("text", text)));
        return Facts.of("accepted", "posted", "webhook", Secrets.words(webhook));
    }
}
