package io.labelmint.dr.notice;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.Set;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * Publishes a notice to an SNS topic. SNS keeps nothing to look at and a standard topic does not recognise repeats, so
 * a notice is sent at most once and a doubt about it is recorded instead of sent again.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region region of the topic
 * @param topic ARN of the topic
 * @param subject one line of text, less than 100 characters
 * @param message text
 */
@JsonTypeName("sns-publish")
public record PublishNotice(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String topic,
        String subject,
        String message)
        implements Action {

    @Override
    public PlannedCall call() {
        PublishRequest request = PublishRequest.builder()
                .topicArn(topic)
                .subject(subject)
                .message(message)
                .build();
        return PlannedCall.of(MutatingOperation.PUBLISH, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.ONCE;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return inputs.accepted().get("messageId") == null
                ? new Progress.Absent()
                : new Progress.Done(inputs.accepted());
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        // Sent as it is: text that looks like a reference is text.
        var published = hands.send(call(), PublishResponse.class);
        return Facts.of("messageId", published.messageId());
    }
}
