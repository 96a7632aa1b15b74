package io.labelmint.dr.simulator.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Publish to topics, by the constraints of its API reference. */
final class Publishing {
    /** 262,144 bytes, not characters; attributes count too: developer guide, "Amazon SNS message attributes". */
    private static final int MOST_BYTES = 262_144;

    /** "UTF-8 text with no line breaks or control characters, and less than 100 characters long": API reference, Publish. */
    private static final int SUBJECT_LIMIT = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Topics topics;

    Publishing(Topics topics) {
        this.topics = topics;
    }

    void declare(Operations operations) {
        operations.change("Publish", PublishRequest.class, this::publish);
    }

    private PublishResponse publish(Context context, PublishRequest request) {
        if (request.phoneNumber() != null || request.messageDeduplicationId() != null) {
            throw new UnsupportedOperationException("neither text messages nor FIFO topics are simulated");
        }
        String arn = request.topicArn() == null ? request.targetArn() : request.topicArn();
        if (arn == null || (request.topicArn() != null && request.targetArn() != null)) {
            throw SnsErrors.invalid("TopicArn or TargetArn Reason: no value for required parameter");
        }
        checkSubject(request.subject());
        if (request.message() == null || request.message().isEmpty()) {
            throw SnsErrors.invalid("Empty message");
        }
        if (bytes(request) > MOST_BYTES) {
            throw SnsErrors.invalid("Message too long");
        }
        if (request.messageStructure() != null) {
            checkStructure(request);
        }
        Topic topic = topics.require(context, arn);
        String id = context.seed().uuid("message", topic.arn, context.sequence());
        String subject = request.subject() == null ? "" : request.subject();
        topic.messages.add(new PublishedMessage(id, context.now(), subject, request.message()));
        return PublishResponse.builder().messageId(id).build();
    }

    private static void checkSubject(String subject) {
        if (subject == null) {
            return;
        }
        if (subject.isEmpty()
                || subject.codePointCount(0, subject.length()) >= SUBJECT_LIMIT
                || subject.codePoints().anyMatch(Character::isISOControl)) {
            throw SnsErrors.invalid("Subject");
        }
    }

    private static void checkStructure(PublishRequest request) {
        if (!request.messageStructure().equals("json")) {
            throw SnsErrors.invalid("MessageStructure");
        }
        JsonNode message;
        try {
            message = JSON.readTree(request.message());
        } catch (JsonProcessingException e) {
            throw SnsErrors.invalid("Message Structure - JSON message body failed to parse");
        }
        if (!message.path("default").isTextual()) {
            throw SnsErrors.invalid("Message Structure - No default entry in JSON message body");
        }
    }

    private static long bytes(PublishRequest request) {
        long bytes = length(request.message());
        for (Map.Entry<String, MessageAttributeValue> attribute :
                request.messageAttributes().entrySet()) {
            MessageAttributeValue value = attribute.getValue();
            bytes += length(attribute.getKey()) + length(value.dataType()) + length(value.stringValue());
            bytes += value.binaryValue() == null ? 0 : value.binaryValue().asByteArrayUnsafe().length;
        }
        return bytes;
    }

    private static long length(String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
