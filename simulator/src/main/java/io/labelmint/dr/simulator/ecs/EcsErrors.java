package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.AwsError;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;

/**
 * The errors of ECS. Codes are those of the service model; every one of them comes with status 400 (ECS API reference,
 * "Errors" of each operation). Sentences are AWS's where people have quoted them, as moto, ufo, terraform-provider-aws and
 * faulty runs of the AWS command line have; where none is quoted, {@link #invalid} says it in words of its own.
 */
final class EcsErrors {
    private EcsErrors() {}

    static AwsServiceException clusterNotFound() {
        return of(ClusterNotFoundException.builder(), "ClusterNotFoundException", "Cluster not found.");
    }

    static AwsServiceException serviceNotFound() {
        return of(ServiceNotFoundException.builder(), "ServiceNotFoundException", "Service not found.");
    }

    static AwsServiceException serviceNotActive() {
        return of(ServiceNotActiveException.builder(), "ServiceNotActiveException", "Service was not ACTIVE.");
    }

    static AwsServiceException serviceExists() {
        return invalid("Creation of service was not idempotent.");
    }

    static AwsServiceException serviceRuns() {
        return invalid("The service cannot be stopped while it is scaled above 0.");
    }

    /** What starting something says. */
    static AwsServiceException definitionNotFound() {
        return client("TaskDefinition not found.");
    }

    /** What DescribeTaskDefinition says. */
    static AwsServiceException definitionNotDescribed() {
        return client("Unable to describe task definition.");
    }

    static AwsServiceException taskNotFound() {
        return invalid("The referenced task was not found.");
    }

    static AwsServiceException networkMissing() {
        return invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    }

    static AwsServiceException subnetNotFound(String id) {
        return invalid("Error retrieving subnet information for [" + id + "]: The subnet ID '" + id
                + "' does not exist (ErrorCode: InvalidSubnetID.NotFound)");
    }

    static AwsServiceException groupNotFound(String id) {
        return invalid("Error retrieving security group information for [" + id + "]: The security group '" + id
                + "' does not exist (ErrorCode: InvalidGroup.NotFound)");
    }

    static AwsServiceException groupElsewhere(String id) {
        return invalid("Security group " + id + " does not appear to belong to the same VPC as the input subnets.");
    }

    static AwsServiceException containerNotFound(String name) {
        return invalid("Override for container named " + name + " is not a container in the TaskDefinition.");
    }

    /** The model's own words: the exception carries the tasks the token belongs to. */
    static AwsServiceException tokenInUse(List<String> tasks) {
        return of(
                ConflictException.builder().resourceIds(tasks),
                "ConflictException",
                "The RunTask request could not be processed due to conflicts. The provided clientToken is already in use"
                        + " with a different RunTask request.");
    }

    static AwsServiceException client(String message) {
        return of(ClientException.builder(), "ClientException", message);
    }

    static AwsServiceException invalid(String message) {
        return of(InvalidParameterException.builder(), "InvalidParameterException", message);
    }

    private static AwsServiceException of(AwsServiceException.Builder builder, String code, String message) {
        return AwsError.of(builder, "Ecs", code, 400, message);
    }
}
