package io.labelmint.dr.simulator.ec2;

import io.labelmint.dr.simulator.core.AwsError;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * The errors of EC2: codes of the EC2 API reference, "Error codes for the Amazon EC2 API"; the service model declares
 * none. Sentences are AWS's where people have quoted them.
 */
final class Ec2Errors {
    private Ec2Errors() {}

    static AwsServiceException groupNotFound(String id) {
        return of("InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
    }

    static AwsServiceException groupExists(String name, String vpc) {
        return of("InvalidGroup.Duplicate", "The security group '" + name + "' already exists for VPC '" + vpc + "'");
    }

    static AwsServiceException vpcNotFound(String id) {
        return of("InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist");
    }

    static AwsServiceException subnetNotFound(String id) {
        return of("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
    }

    static AwsServiceException ruleExists(Rule rule) {
        return of("InvalidPermission.Duplicate", "the specified rule \"" + rule.sentence() + "\" already exists");
    }

    static AwsServiceException ruleNotFound() {
        return of("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
    }

    static AwsServiceException ruleIdsNotFound(List<String> ids) {
        return of(
                "InvalidSecurityGroupRuleId.NotFound",
                "The security group rule ID '" + String.join(", ", ids) + "' does not exist");
    }

    static AwsServiceException invalidValue(String message) {
        return of("InvalidParameterValue", message);
    }

    static AwsServiceException missing(String message) {
        return of("MissingParameter", message);
    }

    private static AwsServiceException of(String code, String message) {
        return AwsError.of(Ec2Exception.builder(), "Ec2", code, 400, message);
    }
}
