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
import software.amazon.awssdk.services.elasticache.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.CreateSnapshotResponse;
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
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeResponse;
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

    public static final MutatingOperation<SnsClient, PublishRequest, PublishResponse> PUBLISH = new MutatingOperation<>(
            "sns", "Publish", List.of("sns:Publish"), SnsClient.class, PublishRequest::builder, SnsClient::publish);

    public static final List<MutatingOperation<?, ?, ?>> ALL = List.of(
            CREATE_DB_SNAPSHOT,
            COPY_DB_SNAPSHOT,
            DELETE_DB_SNAPSHOT,
            RESTORE_DB_INSTANCE_TO_POINT_IN_TIME,
            RESTORE_DB_INSTANCE_FROM_DB_SNAPSHOT,
            DELETE_DB_INSTANCE,
            CREATE_CACHE_SNAPSHOT,
            DELETE_CACHE_SNAPSHOT,
            START_BACKUP_JOB,
            START_COPY_JOB,
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
