package io.labelmint.dr.simulator.route53;

import io.labelmint.dr.simulator.core.AwsError;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.route53.model.HealthCheckAlreadyExistsException;
import software.amazon.awssdk.services.route53.model.HealthCheckVersionMismatchException;
import software.amazon.awssdk.services.route53.model.HostedZoneAlreadyExistsException;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.InvalidInputException;
import software.amazon.awssdk.services.route53.model.NoSuchChangeException;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;

/**
 * The errors of Route 53. Codes and statuses are those of the service model; sentences are its documentation's, and AWS's where
 * people have quoted them (terraform-provider-aws #6352, for change batches).
 */
final class Route53Errors {
    private Route53Errors() {}

    static AwsServiceException noZone(String id) {
        return of(NoSuchHostedZoneException.builder(), "NoSuchHostedZone", 404, "No hosted zone found with ID: " + id);
    }

    static AwsServiceException zoneExists() {
        return of(
                HostedZoneAlreadyExistsException.builder(),
                "HostedZoneAlreadyExists",
                409,
                "A hosted zone has already been created with the specified caller reference.");
    }

    static AwsServiceException noHealthCheck(String id) {
        return of(
                NoSuchHealthCheckException.builder(),
                "NoSuchHealthCheck",
                404,
                "A health check with id " + id + " does not exist.");
    }

    static AwsServiceException healthCheckExists() {
        return of(
                HealthCheckAlreadyExistsException.builder(),
                "HealthCheckAlreadyExists",
                409,
                "The health check you're attempting to create already exists.");
    }

    static AwsServiceException versionMismatch() {
        return of(
                HealthCheckVersionMismatchException.builder(),
                "HealthCheckVersionMismatch",
                409,
                "The value of HealthCheckVersion in the request doesn't match the value of HealthCheckVersion in the"
                        + " health check.");
    }

    static AwsServiceException noChange() {
        return of(
                NoSuchChangeException.builder(),
                "NoSuchChange",
                404,
                "A change with the specified change ID does not exist.");
    }

    static AwsServiceException invalidBatch(List<String> messages) {
        return of(
                InvalidChangeBatchException.builder(),
                "InvalidChangeBatch",
                400,
                "[" + String.join(", ", messages) + "]");
    }

    static AwsServiceException invalidInput(String message) {
        return of(InvalidInputException.builder(), "InvalidInput", 400, message);
    }

    private static AwsServiceException of(
            AwsServiceException.Builder builder, String code, int status, String message) {
        return AwsError.of(builder, "Route53", code, status, message);
    }
}
