package io.labelmint.dr.aws;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StartBackupJobResponse;
import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;
import software.amazon.awssdk.services.backup.model.StartCopyJobResponse;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CopySnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.CopySnapshotResponse;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupResponse;
import software.amazon.awssdk.services.elasticache.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.elasticache.model.DeleteReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.DeleteReplicationGroupResponse;
import software.amazon.awssdk.services.elasticache.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * One of the operations with which the product can change AWS. {@link #ALL} is the complete list: what is not in it
 * cannot be called, and what it lists is what the generated IAM policy grants.
 *
 * @param <C> client
 * @param <Q> request
 * @param <R> response
 */
public final class MutatingOperation<C extends SdkClient, Q extends AwsRequest, R extends AwsResponse> {

    public static final MutatingOperation<RdsClient, CreateDbSnapshotRequest, CreateDbSnapshotResponse>
            CREATE_DB_SNAPSHOT = new MutatingOperation<>(
                    "rds",
                    "CreateDBSnapshot",
                    // Tagging while creating needs its own permission: Amazon RDS User Guide, "Tagging Amazon RDS
                    // resources".
                    List.of("rds:CreateDBSnapshot", "rds:AddTagsToResource"),
                    RdsClient.class,
                    CreateDbSnapshotRequest::builder,
                    RdsClient::createDBSnapshot);

    public static final MutatingOperation<RdsClient, CopyDbSnapshotRequest, CopyDbSnapshotResponse> COPY_DB_SNAPSHOT =
            new MutatingOperation<>(
                    "rds",
                    "CopyDBSnapshot",
                    // The copy is encrypted with a key of the destination region, on behalf of the caller: Amazon RDS
                    // User Guide, "Copying a DB snapshot", and AWS KMS Developer Guide, "How Amazon RDS uses AWS KMS".
                    List.of("rds:CopyDBSnapshot", "rds:AddTagsToResource", "kms:CreateGrant", "kms:DescribeKey"),
                    RdsClient.class,
                    CopyDbSnapshotRequest::builder,
                    RdsClient::copyDBSnapshot);

    public static final MutatingOperation<RdsClient, DeleteDbSnapshotRequest, DeleteDbSnapshotResponse>
            DELETE_DB_SNAPSHOT = new MutatingOperation<>(
                    "rds",
                    "DeleteDBSnapshot",
                    List.of("rds:DeleteDBSnapshot"),
                    RdsClient.class,
                    DeleteDbSnapshotRequest::builder,
                    RdsClient::deleteDBSnapshot);

    public static final MutatingOperation<
                    RdsClient, RestoreDbInstanceToPointInTimeRequest, RestoreDbInstanceToPointInTimeResponse>
            RESTORE_DB_INSTANCE_TO_POINT_IN_TIME = new MutatingOperation<>(
                    "rds",
                    "RestoreDBInstanceToPointInTime",
                    // The restored instance is encrypted on behalf of the caller: AWS KMS Developer Guide, "How Amazon
                    // RDS uses AWS KMS".
                    List.of(
                            "rds:RestoreDBInstanceToPointInTime",
                            "rds:AddTagsToResource",
                            "kms:CreateGrant",
                            "kms:DescribeKey"),
                    RdsClient.class,
                    RestoreDbInstanceToPointInTimeRequest::builder,
                    RdsClient::restoreDBInstanceToPointInTime);

    public static final MutatingOperation<
                    RdsClient, RestoreDbInstanceFromDbSnapshotRequest, RestoreDbInstanceFromDbSnapshotResponse>
            RESTORE_DB_INSTANCE_FROM_DB_SNAPSHOT = new MutatingOperation<>(
                    "rds",
                    "RestoreDBInstanceFromDBSnapshot",
                    List.of(
                            "rds:RestoreDBInstanceFromDBSnapshot",
                            "rds:AddTagsToResource",
                            "kms:CreateGrant",
                            "kms:DescribeKey"),
                    RdsClient.class,
                    RestoreDbInstanceFromDbSnapshotRequest::builder,
                    RdsClient::restoreDBInstanceFromDBSnapshot);

    public static final MutatingOperation<RdsClient, DeleteDbInstanceRequest, DeleteDbInstanceResponse>
            DELETE_DB_INSTANCE = new MutatingOperation<>(
                    "rds",
                    "DeleteDBInstance",
                    List.of("rds:DeleteDBInstance"),
                    RdsClient.class,
                    DeleteDbInstanceRequest::builder,
                    RdsClient::deleteDBInstance);

    public static final MutatingOperation<RdsClient, ModifyDbInstanceRequest, ModifyDbInstanceResponse>
            MODIFY_DB_INSTANCE = new MutatingOperation<>(
                    "rds",
                    "ModifyDBInstance",
                    List.of("rds:ModifyDBInstance"),
                    RdsClient.class,
                    ModifyDbInstanceRequest::builder,
                    RdsClient::modifyDBInstance);

    public static final MutatingOperation<ElastiCacheClient, CreateSnapshotRequest, CreateSnapshotResponse>
            CREATE_CACHE_SNAPSHOT = new MutatingOperation<>(
                    "elasticache",
                    "CreateSnapshot",
                    List.of("elasticache:CreateSnapshot", "elasticache:AddTagsToResource"),
                    ElastiCacheClient.class,
                    CreateSnapshotRequest::builder,
                    ElastiCacheClient::createSnapshot);

    public static final MutatingOperation<ElastiCacheClient, DeleteSnapshotRequest, DeleteSnapshotResponse>
            DELETE_CACHE_SNAPSHOT = new MutatingOperation<>(
                    "elasticache",
                    "DeleteSnapshot",
                    List.of("elasticache:DeleteSnapshot"),
                    ElastiCacheClient.class,
                    DeleteSnapshotRequest::builder,
                    ElastiCacheClient::deleteSnapshot);

    public static final MutatingOperation<ElastiCacheClient, CopySnapshotRequest, CopySnapshotResponse>
            COPY_CACHE_SNAPSHOT = new MutatingOperation<>(
                    "elasticache",
                    "CopySnapshot",
                    List.of("elasticache:CopySnapshot"),
                    ElastiCacheClient.class,
                    CopySnapshotRequest::builder,
                    ElastiCacheClient::copySnapshot);

    public static final MutatingOperation<
                    ElastiCacheClient, CreateReplicationGroupRequest, CreateReplicationGroupResponse>
            CREATE_REPLICATION_GROUP = new MutatingOperation<>(
                    "elasticache",
                    "CreateReplicationGroup",
                    // A file is read on behalf of the caller, and a key used: Amazon ElastiCache user guide,
                    // "ElastiCache
                    // API permissions: Actions, resources, and conditions reference".
                    List.of(
                            "elasticache:CreateReplicationGroup",
                            "elasticache:AddTagsToResource",
                            "s3:GetObject",
                            "kms:CreateGrant",
                            "kms:DescribeKey"),
                    ElastiCacheClient.class,
                    CreateReplicationGroupRequest::builder,
                    ElastiCacheClient::createReplicationGroup);

    public static final MutatingOperation<
                    ElastiCacheClient, DeleteReplicationGroupRequest, DeleteReplicationGroupResponse>
            DELETE_REPLICATION_GROUP = new MutatingOperation<>(
                    "elasticache",
                    "DeleteReplicationGroup",
                    List.of("elasticache:DeleteReplicationGroup"),
                    ElastiCacheClient.class,
                    DeleteReplicationGroupRequest::builder,
                    ElastiCacheClient::deleteReplicationGroup);

    public static final MutatingOperation<BackupClient, StartBackupJobRequest, StartBackupJobResponse>
            START_BACKUP_JOB = new MutatingOperation<>(
                    "backup",
                    "StartBackupJob",
                    List.of("backup:StartBackupJob", "backup:TagResource", "iam:PassRole"),
                    BackupClient.class,
                    StartBackupJobRequest::builder,
                    BackupClient::startBackupJob);

    public static final MutatingOperation<BackupClient, StartCopyJobRequest, StartCopyJobResponse> START_COPY_JOB =
            new MutatingOperation<>(
                    "backup",
                    "StartCopyJob",
                    List.of("backup:StartCopyJob", "iam:PassRole"),
                    BackupClient.class,
                    StartCopyJobRequest::builder,
                    BackupClient::startCopyJob);

    public static final MutatingOperation<S3Client, CopyObjectRequest, CopyObjectResponse> COPY_OBJECT =
            new MutatingOperation<>(
                    "s3",
                    "CopyObject",
                    // API Reference, CopyObject, "Permissions"; tags are copied, and what KMS encrypts is read and
                    // written.
                    List.of(
                            "s3:GetObject",
                            "s3:GetObjectVersion",
                            "s3:GetObjectTagging",
                            "s3:GetObjectVersionTagging",
                            "s3:PutObject",
                            "s3:PutObjectTagging",
                            "kms:Decrypt",
                            "kms:GenerateDataKey"),
                    S3Client.class,
                    CopyObjectRequest::builder,
                    S3Client::copyObject);

    public static final MutatingOperation<S3Client, DeleteObjectRequest, DeleteObjectResponse> DELETE_OBJECT =
            new MutatingOperation<>(
                    "s3",
                    "DeleteObject",
                    // The first puts a delete marker, the second removes a version (User Guide, "Deleting object
                    // versions").
                    List.of("s3:DeleteObject", "s3:DeleteObjectVersion"),
                    S3Client.class,
                    DeleteObjectRequest::builder,
                    S3Client::deleteObject);

    public static final MutatingOperation<SnsClient, PublishRequest, PublishResponse> PUBLISH = new MutatingOperation<>(
            "sns", "Publish", List.of("sns:Publish"), SnsClient.class, PublishRequest::builder, SnsClient::publish);

    public static final List<MutatingOperation<?, ?, ?>> ALL = List.of(
            CREATE_DB_SNAPSHOT,
            COPY_DB_SNAPSHOT,
            DELETE_DB_SNAPSHOT,
            RESTORE_DB_INSTANCE_TO_POINT_IN_TIME,
            RESTORE_DB_INSTANCE_FROM_DB_SNAPSHOT,
            DELETE_DB_INSTANCE,
            MODIFY_DB_INSTANCE,
            CREATE_CACHE_SNAPSHOT,
            DELETE_CACHE_SNAPSHOT,
            COPY_CACHE_SNAPSHOT,
            CREATE_REPLICATION_GROUP,
            DELETE_REPLICATION_GROUP,
            START_BACKUP_JOB,
            START_COPY_JOB,
            COPY_OBJECT,
            DELETE_OBJECT,
            PUBLISH);

    private static final Map<String, MutatingOperation<?, ?, ?>> BY_NAME =
            ALL.stream().collect(Collectors.toMap(MutatingOperation::key, Function.identity()));

    private final String service;
    private final String name;
    private final List<String> permissions;
    private final Class<C> client;
    private final Supplier<? extends AwsRequest.Builder> builder;
    private final BiFunction<C, Q, R> invocation;

    private MutatingOperation(
            String service,
            String name,
            List<String> permissions,
            Class<C> client,
            Supplier<? extends AwsRequest.Builder> builder,
            BiFunction<C, Q, R> invocation) {
        this.service = service;
        this.name = name;
        this.permissions = permissions;
        this.client = client;
        this.builder = builder;
        this.invocation = invocation;
    }

    /** The operation {@code call} names. */
    static MutatingOperation<?, ?, ?> of(PlannedCall call) {
        MutatingOperation<?, ?, ?> operation = BY_NAME.get(call.service() + ":" + call.operation());
        if (operation == null) {
            throw new IllegalArgumentException("not an operation of this product: " + call);
        }
        return operation;
    }

    public String service() {
        return service;
    }

    public String name() {
        return name;
    }

    /** The IAM actions the caller needs. */
    public List<String> permissions() {
        return permissions;
    }

    /** Sends {@code parameters} with the client of {@code region}; one call on the wire. */
    @SuppressWarnings("unchecked")
    R send(Aws aws, String region, Map<String, Object> parameters) {
        AwsRequest.Builder request = builder.get();
        RequestParameters.fill((SdkPojo) request, parameters);
        return invocation.apply(aws.client(client, region), (Q) request.build());
    }

    private String key() {
        return service + ":" + name;
    }
}
