package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.AwsError;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.DashboardInvalidInputErrorException;
import software.amazon.awssdk.services.cloudwatch.model.DashboardNotFoundErrorException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;

/**
 * The errors of CloudWatch, with the codes and statuses of the service model. Which operation uses which follows from its
 * "Errors" in the API reference: GetMetricData, PutMetricAlarm and DescribeAlarms declare none for bad parameters and
 * answer ValidationError ("Common errors"); the others have codes of their own. Sentences are AWS's where people have
 * quoted them: papertrail-services #66, cloud-custodian #7103, elastic/beats' maxNumberOfMetricsRetrieved.
 */
final class CloudWatchErrors {
    private CloudWatchErrors() {}

    static AwsServiceException validation(String message) {
        return of(CloudWatchException.builder(), "ValidationError", message);
    }

    static AwsServiceException invalidToken() {
        return of(InvalidNextTokenException.builder(), "InvalidNextToken", "The next token specified is invalid.");
    }

    static AwsServiceException invalidValue(String message) {
        return of(InvalidParameterValueException.builder(), "InvalidParameterValue", message);
    }

    static AwsServiceException invalidCombination(String message) {
        return of(InvalidParameterCombinationException.builder(), "InvalidParameterCombination", message);
    }

    static AwsServiceException missing(String parameter) {
        return of(
                MissingRequiredParameterException.builder(),
                "MissingParameter",
                "The parameter " + parameter + " is required.");
    }

    static AwsServiceException invalidDashboard(String message) {
        return AwsError.of(
                DashboardInvalidInputErrorException.builder(), "CloudWatch", "InvalidParameterInput", 400, message);
    }

    static AwsServiceException noDashboard(String name) {
        return AwsError.of(
                DashboardNotFoundErrorException.builder(),
                "CloudWatch",
                "ResourceNotFound",
                404,
                "Dashboard " + name + " does not exist");
    }

    static String tooMany(String collection, int most) {
        return "The collection " + collection + " must not have a size greater than " + most + ".";
    }

    private static AwsServiceException of(AwsServiceException.Builder builder, String code, String message) {
        return AwsError.of(builder, "CloudWatch", code, 400, message);
    }
}
