package io.labelmint.dr.simulator.iam;

import io.labelmint.dr.simulator.core.AwsError;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Errors of IAM that more than one operation answers with. */
final class IamErrors {
    private IamErrors() {}

    static AwsServiceException exists(String message) {
        return AwsError.of(EntityAlreadyExistsException.builder(), "Iam", "EntityAlreadyExists", 409, message);
    }

    static AwsServiceException notFound(String message) {
        return AwsError.of(NoSuchEntityException.builder(), "Iam", "NoSuchEntity", 404, message);
    }
}
