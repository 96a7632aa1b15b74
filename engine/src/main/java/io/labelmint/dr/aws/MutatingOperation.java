package io.labelmint.dr.aws;

import java.net.URI;
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
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.PutRestoreValidationResultRequest;
import software.amazon.awssdk.services.backup.model.PutRestoreValidationResultResponse;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StartBackupJobResponse;
import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;
import software.amazon.awssdk.services.backup.model.StartCopyJobResponse;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;
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
import software.amazon.awssdk.services.elasticache.model.FailoverGlobalReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.FailoverGlobalReplicationGroupResponse;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeResponse;
import software.amazon.awssdk.services.rds.model.StartDbInstanceAutomatedBackupsReplicationRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceAutomatedBackupsReplicationResponse;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStatesRequest;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStatesResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
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

    public static final MutatingOperation<RdsClient, PromoteReadReplicaRequest, PromoteReadReplicaResponse>
            PROMOTE_READ_REPLICA = new MutatingOperation<>(
                    "rds",
                    "PromoteReadReplica",
                    List.of("rds:PromoteReadReplica"),
                    RdsClient.class,
                    PromoteReadReplicaRequest::builder,
                    RdsClient::promoteReadReplica);

    public static final MutatingOperation<
                    RdsClient, CreateDbInstanceReadReplicaRequest, CreateDbInstanceReadReplicaResponse>
            CREATE_DB_INSTANCE_READ_REPLICA = new MutatingOperation<>(
                    "rds",
                    "CreateDBInstanceReadReplica",
                    // As with a copy of a snapshot: the data of the other region is encrypted with a key of this one.
                    List.of(
                            "rds:CreateDBInstanceReadReplica",
                            "rds:AddTagsToResource",
                            "kms:CreateGrant",
                            "kms:DescribeKey"),
                    RdsClient.class,
                    CreateDbInstanceReadReplicaRequest::builder,
                    RdsClient::createDBInstanceReadReplica);

    public static final MutatingOperation<
                    RdsClient,
                    StartDbInstanceAutomatedBackupsReplicationRequest,
                    StartDbInstanceAutomatedBackupsReplicationResponse>
            START_DB_INSTANCE_AUTOMATED_BACKUPS_REPLICATION = new MutatingOperation<>(
                    "rds",
                    "StartDBInstanceAutomatedBackupsReplication",
                    List.of("rds:StartDBInstanceAutomatedBackupsReplication", "kms:CreateGrant", "kms:DescribeKey"),
                    RdsClient.class,
                    StartDbInstanceAutomatedBackupsReplicationRequest::builder,
                    RdsClient::startDBInstanceAutomatedBackupsReplication);

    public static final MutatingOperation<
                    ElastiCacheClient, FailoverGlobalReplicationGroupRequest, FailoverGlobalReplicationGroupResponse>
            FAILOVER_GLOBAL_REPLICATION_GROUP = new MutatingOperation<>(
                    "elasticache",
                    "FailoverGlobalReplicationGroup",
                    List.of("elasticache:FailoverGlobalReplicationGroup"),
                    ElastiCacheClient.class,
                    FailoverGlobalReplicationGroupRequest::builder,
                    ElastiCacheClient::failoverGlobalReplicationGroup);

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

    public static final MutatingOperation<
                    BackupClient, PutRestoreValidationResultRequest, PutRestoreValidationResultResponse>
            PUT_RESTORE_VALIDATION_RESULT = new MutatingOperation<>(
                    "backup",
                    "PutRestoreValidationResult",
                    List.of("backup:PutRestoreValidationResult"),
                    BackupClient.class,
                    PutRestoreValidationResultRequest::builder,
                    BackupClient::putRestoreValidationResult);

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

    public static final MutatingOperation<EcsClient, UpdateServiceRequest, UpdateServiceResponse> UPDATE_SERVICE =
            new MutatingOperation<>(
                    "ecs",
                    "UpdateService",
                    List.of("ecs:UpdateService"),
                    EcsClient.class,
                    UpdateServiceRequest::builder,
                    EcsClient::updateService);

    public static final MutatingOperation<EcsClient, RunTaskRequest, RunTaskResponse> RUN_TASK =
            new MutatingOperation<>(
                    "ecs",
                    "RunTask",
                    // The roles of the task are passed, and tagging while creating needs its own permission: Amazon ECS
                    // Developer Guide, "Amazon ECS task IAM role" and "Tagging resources during creation".
                    List.of("ecs:RunTask", "ecs:TagResource", "iam:PassRole"),
                    EcsClient.class,
                    RunTaskRequest::builder,
                    EcsClient::runTask);

    public static final MutatingOperation<EcsClient, StopTaskRequest, StopTaskResponse> STOP_TASK =
            new MutatingOperation<>(
                    "ecs",
                    "StopTask",
                    List.of("ecs:StopTask"),
                    EcsClient.class,
                    StopTaskRequest::builder,
                    EcsClient::stopTask);

    public static final MutatingOperation<SnsClient, PublishRequest, PublishResponse> PUBLISH = new MutatingOperation<>(
            "sns", "Publish", List.of("sns:Publish"), SnsClient.class, PublishRequest::builder, SnsClient::publish);

    /** An object without content: that it is there is what counts, as with the fact a health check looks for. */
    public static final MutatingOperation<S3Client, PutObjectRequest, PutObjectResponse> PUT_OBJECT =
            new MutatingOperation<>(
                    "s3",
                    "PutObject",
                    List.of("s3:PutObject", "kms:GenerateDataKey"),
                    S3Client.class,
                    PutObjectRequest::builder,
                    (s3, request) -> s3.putObject(request, RequestBody.empty()));

    public static final MutatingOperation<CloudWatchClient, PutMetricDataRequest, PutMetricDataResponse>
            PUT_METRIC_DATA = new MutatingOperation<>(
                    "cloudwatch",
                    "PutMetricData",
                    List.of("cloudwatch:PutMetricData"),
                    CloudWatchClient.class,
                    PutMetricDataRequest::builder,
                    CloudWatchClient::putMetricData);

    /** Of Route 53's control plane, which is in us-east-1: for planned switchovers only. */
    public static final MutatingOperation<
                    Route53Client, ChangeResourceRecordSetsRequest, ChangeResourceRecordSetsResponse>
            CHANGE_RESOURCE_RECORD_SETS = new MutatingOperation<>(
                    "route53",
                    "ChangeResourceRecordSets",
                    List.of("route53:ChangeResourceRecordSets"),
                    Route53Client.class,
                    ChangeResourceRecordSetsRequest::builder,
                    Route53Client::changeResourceRecordSets);

    /** Sent to one of the five endpoints of the cluster; all states change or none. */
    public static final MutatingOperation<
                    Route53RecoveryClusterClient, UpdateRoutingControlStatesRequest, UpdateRoutingControlStatesResponse>
            UPDATE_ROUTING_CONTROL_STATES = new MutatingOperation<>(
                    "route53-recovery-cluster",
                    "UpdateRoutingControlStates",
                    List.of("route53-recovery-cluster:UpdateRoutingControlStates"),
                    Route53RecoveryClusterClient.class,
                    UpdateRoutingControlStatesRequest::builder,
                    Route53RecoveryClusterClient::updateRoutingControlStates);

    public static final List<MutatingOperation<?, ?, ?>> ALL = List.of(
            CREATE_DB_SNAPSHOT,
            COPY_DB_SNAPSHOT,
            DELETE_DB_SNAPSHOT,
            RESTORE_DB_INSTANCE_TO_POINT_IN_TIME,
            RESTORE_DB_INSTANCE_FROM_DB_SNAPSHOT,
            DELETE_DB_INSTANCE,
            MODIFY_DB_INSTANCE,
            PROMOTE_READ_REPLICA,
            CREATE_DB_INSTANCE_READ_REPLICA,
            START_DB_INSTANCE_AUTOMATED_BACKUPS_REPLICATION,
            FAILOVER_GLOBAL_REPLICATION_GROUP,
            CREATE_CACHE_SNAPSHOT,
            DELETE_CACHE_SNAPSHOT,
            COPY_CACHE_SNAPSHOT,
            CREATE_REPLICATION_GROUP,
            DELETE_REPLICATION_GROUP,
            START_BACKUP_JOB,
            START_COPY_JOB,
            PUT_RESTORE_VALIDATION_RESULT,
            COPY_OBJECT,
            DELETE_OBJECT,
            UPDATE_SERVICE,
            RUN_TASK,
            STOP_TASK,
            PUT_OBJECT,
            PUT_METRIC_DATA,
            CHANGE_RESOURCE_RECORD_SETS,
            UPDATE_ROUTING_CONTROL_STATES,
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

    /** Sends {@code call} with the client of its region, or of its endpoint; one call on the wire. */
    @SuppressWarnings("unchecked")
    R send(Aws aws, PlannedCall call) {
        AwsRequest.Builder request = builder.get();
        RequestParameters.fill((SdkPojo) request, call.parameters());
        C sender = call.endpoint()
                .map(url -> aws.client(client, call.region(), URI.create(url)))
                .orElseGet(() -> aws.client(client, call.region()));
        return invocation.apply(sender, (Q) request.build());
    }

    private String key() {
        return service + ":" + name;
    }
}
