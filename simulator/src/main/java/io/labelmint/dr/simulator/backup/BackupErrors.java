package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.AwsError;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.backup.model.AlreadyExistsException;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.InvalidResourceStateException;
import software.amazon.awssdk.services.backup.model.LimitExceededException;
import software.amazon.awssdk.services.backup.model.MissingParameterValueException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

/**
 * The errors of AWS Backup. Codes and the status 400 are those of its API reference ("Errors" of each operation); AWS
 * publishes no sentences, so these are AWS's only where a comment says so.
 */
final class BackupErrors {
    private BackupErrors() {}

    /**
     * What operations on a vault answer when it does not exist, whatever the caller's rights: aws/aws-sdk-js #2625,
     * boto/boto3 #2269, ansible-collections/amazon.aws #1436.
     */
    static AwsServiceException noSuchVault() {
        return AwsError.of(
                BackupException.builder(),
                "Backup",
                "AccessDeniedException",
                403,
                "Insufficient privileges to perform this action.");
    }

    static AwsServiceException notFound(String message) {
        return of(ResourceNotFoundException.builder(), "ResourceNotFoundException", message);
    }

    static AwsServiceException exists(String message) {
        return of(AlreadyExistsException.builder(), "AlreadyExistsException", message);
    }

    static AwsServiceException invalidValue(String message) {
        return of(InvalidParameterValueException.builder(), "InvalidParameterValueException", message);
    }

    static AwsServiceException invalidRequest(String message) {
        return of(InvalidRequestException.builder(), "InvalidRequestException", message);
    }

    static AwsServiceException missing(String parameter) {
        return of(
                MissingParameterValueException.builder(),
                "MissingParameterValueException",
                "Missing parameter: " + parameter);
    }

    /** The description of the exception in the API reference, DeleteRecoveryPoint. */
    static AwsServiceException busy() {
        return of(
                InvalidResourceStateException.builder(),
                "InvalidResourceStateException",
                "AWS Backup is already performing an action on this recovery point.");
    }

    static AwsServiceException limit(String message) {
        return of(LimitExceededException.builder(), "LimitExceededException", message);
    }

    /** {@code value}, which the operation needs as {@code parameter}. */
    static String required(String parameter, String value) {
        if (value == null || value.isEmpty()) {
            throw missing(parameter);
        }
        return value;
    }

    private static AwsServiceException of(AwsServiceException.Builder builder, String code, String message) {
        return AwsError.of(builder, "Backup", code, 400, message);
    }
}
