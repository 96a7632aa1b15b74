package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.AwsError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceAutomatedBackupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupDoesNotCoverEnoughAZsException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.InstanceQuotaExceededException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.InvalidSubnetException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.OptionGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.PointInTimeRestoreNotEnabledException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

/**
 * The errors of RDS. Codes and statuses are those of the service model and the RDS API reference ("Errors" of each
 * operation, "Common Errors" for the two about parameters); sentences are AWS's where people have quoted them:
 * terraform-provider-aws #31594 and #25768, pbudzon/aws-maintenance #12 and #19, awslabs/rds-snapshot-tool #70.
 */
final class RdsErrors {
    private RdsErrors() {}

    static AwsServiceException instanceNotFound(String id) {
        return of(DbInstanceNotFoundException.builder(), "DBInstanceNotFound", 404, "DBInstance " + id + " not found.");
    }

    static AwsServiceException instanceExists() {
        return of(
                DbInstanceAlreadyExistsException.builder(),
                "DBInstanceAlreadyExists",
                400,
                "DB instance already exists");
    }

    static AwsServiceException instanceQuota() {
        return of(InstanceQuotaExceededException.builder(), "InstanceQuotaExceeded", 400, "DB Instance quota exceeded");
    }

    static AwsServiceException subnetGroupNotFound(String name) {
        return of(
                DbSubnetGroupNotFoundException.builder(),
                "DBSubnetGroupNotFoundFault",
                404,
                "DB subnet group '" + name + "' does not exist.");
    }

    static AwsServiceException subnetGroupExists(String name) {
        return of(
                DbSubnetGroupAlreadyExistsException.builder(),
                "DBSubnetGroupAlreadyExists",
                400,
                "The DB subnet group '" + name + "' already exists.");
    }

    static AwsServiceException invalidSubnet(String message) {
        return of(InvalidSubnetException.builder(), "InvalidSubnet", 400, message);
    }

    static AwsServiceException tooFewZones(List<String> zones) {
        return of(
                DbSubnetGroupDoesNotCoverEnoughAZsException.builder(),
                "DBSubnetGroupDoesNotCoverEnoughAZs",
                400,
                "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: "
                        + String.join(", ", zones) + ". Add subnets to cover at least 2 AZs.");
    }

    static AwsServiceException parameterGroupNotFound(String name) {
        return of(
                DbParameterGroupNotFoundException.builder(),
                "DBParameterGroupNotFound",
                404,
                "DBParameterGroup not found: " + name);
    }

    static AwsServiceException parameterGroupExists(String name) {
        return of(
                DbParameterGroupAlreadyExistsException.builder(),
                "DBParameterGroupAlreadyExists",
                400,
                "Parameter group " + name + " already exists");
    }

    static AwsServiceException optionGroupNotFound(String name) {
        return of(
                OptionGroupNotFoundException.builder(),
                "OptionGroupNotFoundFault",
                404,
                "Specified OptionGroupName: " + name + " not found.");
    }

    static AwsServiceException optionGroupExists(String name) {
        return of(
                OptionGroupAlreadyExistsException.builder(),
                "OptionGroupAlreadyExistsFault",
                400,
                "An option group named " + name + " already exists.");
    }

    /** No operation declares an error for it; this is what people have quoted. */
    static AwsServiceException securityGroupNotFound(String id) {
        return invalidValue("Invalid security group , groupId= " + id + ", groupName=.");
    }

    static AwsServiceException instanceState(String message) {
        return of(InvalidDbInstanceStateException.builder(), "InvalidDBInstanceState", 400, message);
    }

    /** As quoted in ansible-collections/amazon.aws, which knows a promoted instance by it. */
    static AwsServiceException notAReplica() {
        return instanceState("DB Instance is not a read replica");
    }

    /** As quoted in terraform-provider-aws #4419. */
    static AwsServiceException backupsOfReplica(String engine) {
        return invalidCombination("DB Backups not supported on a read replica for engine " + engine);
    }

    static AwsServiceException snapshotNotFound(String id) {
        return of(DbSnapshotNotFoundException.builder(), "DBSnapshotNotFound", 404, "DBSnapshot " + id + " not found.");
    }

    static AwsServiceException snapshotExists(String id) {
        return of(
                DbSnapshotAlreadyExistsException.builder(),
                "DBSnapshotAlreadyExists",
                400,
                "Cannot create the snapshot because a snapshot with the identifier " + id + " already exists.");
    }

    static AwsServiceException snapshotState(String message) {
        return of(InvalidDbSnapshotStateException.builder(), "InvalidDBSnapshotState", 400, message);
    }

    static AwsServiceException snapshotQuota(String message) {
        return of(SnapshotQuotaExceededException.builder(), "SnapshotQuotaExceeded", 400, message);
    }

    static AwsServiceException backupNotFound(String arn) {
        return of(
                DbInstanceAutomatedBackupNotFoundException.builder(),
                "DBInstanceAutomatedBackupNotFound",
                404,
                "DBInstanceAutomatedBackup " + arn + " not found.");
    }

    static AwsServiceException pointInTimeRestoreNotEnabled(String id) {
        return of(
                PointInTimeRestoreNotEnabledException.builder(),
                "PointInTimeRestoreNotEnabled",
                400,
                "SourceDBInstanceIdentifier " + id + " refers to a DB instance with BackupRetentionPeriod equal to 0.");
    }

    static AwsServiceException restoreTooLate(Instant latest) {
        return invalidValue("The specified instance cannot be restored to a time later than " + latest + ".");
    }

    static AwsServiceException restoreTooEarly(Instant earliest, int retentionDays) {
        return invalidValue("The specified instance cannot be restored to a time earlier than "
                + earliest.truncatedTo(ChronoUnit.SECONDS) + " because its backup retention period is set to "
                + retentionDays + " days.");
    }

    static AwsServiceException keyNotAccessible(String key) {
        return of(
                KmsKeyNotAccessibleException.builder(),
                "KMSKeyNotAccessibleFault",
                400,
                "The target KMS key [" + key
                        + "] does not exist, is not enabled or you do not have permissions to access it.");
    }

    static AwsServiceException invalidValue(String message) {
        return of(RdsException.builder(), "InvalidParameterValue", 400, message);
    }

    static AwsServiceException invalidCombination(String message) {
        return of(RdsException.builder(), "InvalidParameterCombination", 400, message);
    }

    private static AwsServiceException of(
            AwsServiceException.Builder builder, String code, int status, String message) {
        return AwsError.of(builder, "Rds", code, status, message);
    }
}
