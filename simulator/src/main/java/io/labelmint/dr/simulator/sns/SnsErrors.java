package io.labelmint.dr.simulator.sns;

import io.labelmint.dr.simulator.core.AwsError;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.model.TagLimitExceededException;

/**
 * The errors of SNS. Codes and statuses are those of the service model; sentences are those of LocalStack, whose
 * tests compare them with AWS's, and of moto.
 */
final class SnsErrors {
    private SnsErrors() {}

    static AwsServiceException topicNotFound() {
        return of(NotFoundException.builder(), "NotFound", 404, "Topic does not exist");
    }

    /** What the tagging operations say of a missing topic, unlike all others. */
    static AwsServiceException resourceNotFound() {
        return of(ResourceNotFoundException.builder(), "ResourceNotFound", 404, "Resource does not exist");
    }

    static AwsServiceException tooManyTags() {
        return of(
                TagLimitExceededException.builder(),
                "TagLimitExceeded",
                400,
                "Could not complete request: tag quota of per resource exceeded");
    }

    static AwsServiceException invalid(String what) {
        return of(InvalidParameterException.builder(), "InvalidParameter", 400, "Invalid parameter: " + what);
    }

    private static AwsServiceException of(
            AwsServiceException.Builder builder, String code, int status, String message) {
        return AwsError.of(builder, "Sns", code, status, message);
    }
}
