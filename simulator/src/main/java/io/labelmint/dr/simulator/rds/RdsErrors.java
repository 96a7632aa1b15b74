package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.AwsError;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceAutomatedBackupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

/**
 * The errors of RDS. Codes and statuses are those of the service model and the RDS API reference ("Errors" of each
 * operation, "Common Errors" for the two about parameters); sentences are AWS's where people have quoted them:
 * terraform-provider-aws #31594, pbudzon/aws-maintenance #12 and #19, awslabs/rds-snapshot-tool #70.
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

    static AwsServiceException instanceState(String message) {
        return of(InvalidDbInstanceStateException.builder(), "InvalidDBInstanceState", 400, message);
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
