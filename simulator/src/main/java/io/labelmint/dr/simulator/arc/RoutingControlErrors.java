package io.labelmint.dr.simulator.arc;

import io.labelmint.dr.simulator.core.AwsError;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.route53recoverycluster.model.ConflictException;
import software.amazon.awssdk.services.route53recoverycluster.model.EndpointTemporarilyUnavailableException;
import software.amazon.awssdk.services.route53recoverycluster.model.ResourceNotFoundException;
import software.amazon.awssdk.services.route53recoverycluster.model.ServiceLimitExceededException;
import software.amazon.awssdk.services.route53recoverycluster.model.ValidationException;

/**
 * The errors of a cluster: codes, statuses and sentences are those of the Routing Control API reference, "Errors" of each
 * operation.
 */
final class RoutingControlErrors {
    private RoutingControlErrors() {}

    static AwsServiceException notFound(String arn) {
        return of(
                ResourceNotFoundException.builder(),
                "ResourceNotFoundException",
                404,
                "The request references a routing control or control panel that was not found. " + arn);
    }

    /**
     * "When a safety rule blocks a routing control state update, the error message includes the ARN of the rule that blocked
     * the update": ARC developer guide, "Overriding safety rules to reroute traffic". The sentence itself is not published.
     */
    static AwsServiceException blocked(List<String> rules) {
        return of(
                ConflictException.builder(),
                "ConflictException",
                409,
                "There was a conflict with this request. Blocked by safety rules: " + String.join(", ", rules));
    }

    static AwsServiceException unavailable() {
        return of(
                EndpointTemporarilyUnavailableException.builder(),
                "EndpointTemporarilyUnavailableException",
                503,
                "The cluster endpoint isn't available. Try another cluster endpoint.");
    }

    static AwsServiceException tooMany() {
        return of(
                ServiceLimitExceededException.builder(),
                "ServiceLimitExceededException",
                402,
                "The request can't update that many routing control states at the same time. Try again with fewer"
                        + " routing control states.");
    }

    static AwsServiceException invalid(String message) {
        return of(
                ValidationException.builder(),
                "ValidationException",
                400,
                "There was a validation error on the request. " + message);
    }

    private static AwsServiceException of(
            AwsServiceException.Builder builder, String code, int status, String message) {
        return AwsError.of(builder, "Route53RecoveryCluster", code, status, message);
    }
}
