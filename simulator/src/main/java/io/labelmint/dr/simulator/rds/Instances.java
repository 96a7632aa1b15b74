package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Lifecycle;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** The DB instances of all regions, and the operations on them other than making replicas. */
final class Instances {
    /** RDS API reference, CreateDBInstance: BackupRetentionPeriod, 1 by default and at most 35. */
    private static final int DEFAULT_RETENTION = 1;

    private static final int MOST_RETENTION = 35;
    private static final int POSTGRES_PORT = 5432;

    private final Regional<DbInstance> instances = new Regional<>();
    private final KmsSimulator kms;
    private final RdsTags tags;

    Instances(KmsSimulator kms, RdsTags tags) {
        this.kms = kms;
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations
                .change("CreateDBInstance", CreateDbInstanceRequest.class, this::create)
                .change("ModifyDBInstance", ModifyDbInstanceRequest.class, this::modify)
                .change("DeleteDBInstance", DeleteDbInstanceRequest.class, this::delete)
                .read("DescribeDBInstances", DescribeDbInstancesRequest.class, this::describe);
    }

    /** The instances of {@code region}, deleted ones included. */
    Collection<DbInstance> all(String region) {
        return instances.all(region);
    }

    /** The instances of all regions, deleted ones included. */
    Collection<DbInstance> all() {
        return instances.all();
    }

    Optional<DbInstance> find(Context context, String region, String id) {
        return instances.find(region, id).filter(instance -> !instance.isGone(context.now()));
    }

    /** The instance that {@code nameOrArn} names. */
    DbInstance require(Context context, String nameOrArn) {
        String id = RdsNames.existing(nameOrArn, "db");
        return find(context, RdsNames.region(nameOrArn, context.region()), id)
                .orElseThrow(() -> RdsErrors.instanceNotFound(id));
    }

    /** Checks that {@code id} is free. */
    void admit(Context context, String id) {
        if (find(context, context.region(), id).isPresent()) {
            throw RdsErrors.instanceExists();
        }
    }

    void add(DbInstance instance) {
        instances.put(instance.region, instance.id(), instance);
    }

    /** The description as of now. */
    DBInstance described(Context context, DbInstance instance) {
        Instant now = context.now();
        String status = instance.status(context.seed(), now);
        List<String> replicas = all().stream()
                .filter(other -> !other.isGone(now)
                        && instance.arn().equals(other.fixed.readReplicaSourceDBInstanceIdentifier()))
                .map(replica -> replica.region.equals(instance.region) ? replica.id() : replica.arn())
                .toList();
        DBInstance.Builder described = instance.fixed.toBuilder()
                .dbInstanceStatus(status)
                .latestRestorableTime(
                        instance.latestRestorable(context.seed(), now).orElse(null))
                .readReplicaDBInstanceIdentifiers(replicas)
                .tagList(tags.list(instance.arn()));
        if (status.equals("creating")) {
            described.endpoint((Endpoint) null);
        }
        if (instance.isReplica()) {
            described.statusInfos(DBInstanceStatusInfo.builder()
                    .statusType("read replication")
                    .normal(true)
                    .status("replicating")
                    .build());
        }
        return described.build();
    }

    private CreateDbInstanceResponse create(Context context, CreateDbInstanceRequest request) {
        String id = RdsNames.newInstance(request.dbInstanceIdentifier());
        admit(context, id);
        int retention = retention(request.backupRetentionPeriod(), DEFAULT_RETENTION);
        String arn = context.arn("rds", "db:" + id);
        boolean encrypted = Boolean.TRUE.equals(request.storageEncrypted());
        String key = request.kmsKeyId() == null
                ? null
                : kms.resolve(context.region(), request.kmsKeyId())
                        .orElseThrow(() -> RdsErrors.keyNotAccessible(request.kmsKeyId()));
        DBInstance fixed = DBInstance.builder()
                .dbInstanceIdentifier(id)
                .dbInstanceArn(arn)
                .dbiResourceId("db-" + context.seed().letters(26, "dbi", arn, context.sequence()))
                .dbInstanceClass(request.dbInstanceClass())
                .engine(Objects.requireNonNullElse(request.engine(), "postgres"))
                .engineVersion(Objects.requireNonNullElse(request.engineVersion(), "17.6"))
                .licenseModel("postgresql-license")
                .masterUsername(request.masterUsername())
                .dbName(request.dbName())
                .dbInstancePort(Objects.requireNonNullElse(request.port(), POSTGRES_PORT))
                .endpoint(endpoint(context, id, Objects.requireNonNullElse(request.port(), POSTGRES_PORT)))
                .availabilityZone(Objects.requireNonNullElse(request.availabilityZone(), context.region() + "a"))
                .allocatedStorage(Objects.requireNonNullElse(request.allocatedStorage(), 20))
                .storageType(Objects.requireNonNullElse(request.storageType(), "gp3"))
                .iops(request.iops())
                .multiAZ(Boolean.TRUE.equals(request.multiAZ()))
                .storageEncrypted(encrypted || key != null)
                .kmsKeyId(key)
                .backupRetentionPeriod(retention)
                .preferredBackupWindow(Objects.requireNonNullElse(request.preferredBackupWindow(), "03:00-03:30"))
                .deletionProtection(Boolean.TRUE.equals(request.deletionProtection()))
                .copyTagsToSnapshot(Boolean.TRUE.equals(request.copyTagsToSnapshot()))
                .dbSubnetGroup(DBSubnetGroup.builder()
                        .dbSubnetGroupName(Objects.requireNonNullElse(request.dbSubnetGroupName(), "default"))
                        .build())
                .dbParameterGroups(parameterGroup(
                        Objects.requireNonNullElse(request.dbParameterGroupName(), "default.postgres17")))
                .vpcSecurityGroups(securityGroups(request.vpcSecurityGroupIds()))
                .instanceCreateTime(context.now())
                .build();
        Instant created = context.now().plus(RdsDurations.creation(context.seed(), arn));
        DbInstance instance = new DbInstance(
                context.region(),
                fixed,
                new Lifecycle(context.now(), "creating").become(created, DbInstance.AVAILABLE));
        if (retention > 0) {
            beginBackups(context, instance, created);
        }
        tags.add(arn, request.tags());
        add(instance);
        return CreateDbInstanceResponse.builder()
                .dbInstance(described(context, instance))
                .build();
    }

    private ModifyDbInstanceResponse modify(Context context, ModifyDbInstanceRequest request) {
        DbInstance instance = require(context, request.dbInstanceIdentifier());
        if (!instance.status(context.seed(), context.now()).equals(DbInstance.AVAILABLE)) {
            throw RdsErrors.instanceState("Database instance is not in available state.");
        }
        int before = instance.retentionDays();
        int retention = retention(request.backupRetentionPeriod(), before);
        DBInstance old = instance.fixed;
        // Everything takes effect at once, as with ApplyImmediately; maintenance windows are not simulated.
        instance.fixed = old.toBuilder()
                .backupRetentionPeriod(retention)
                .preferredBackupWindow(
                        Objects.requireNonNullElse(request.preferredBackupWindow(), old.preferredBackupWindow()))
                .dbInstanceClass(Objects.requireNonNullElse(request.dbInstanceClass(), old.dbInstanceClass()))
                .allocatedStorage(Objects.requireNonNullElse(request.allocatedStorage(), old.allocatedStorage()))
                .multiAZ(Objects.requireNonNullElse(request.multiAZ(), old.multiAZ()))
                .engineVersion(Objects.requireNonNullElse(request.engineVersion(), old.engineVersion()))
                .deletionProtection(Objects.requireNonNullElse(request.deletionProtection(), old.deletionProtection()))
                .dbParameterGroups(
                        request.dbParameterGroupName() == null
                                ? old.dbParameterGroups()
                                : List.of(parameterGroup(request.dbParameterGroupName())))
                .vpcSecurityGroups(
                        request.hasVpcSecurityGroupIds()
                                ? securityGroups(request.vpcSecurityGroupIds())
                                : old.vpcSecurityGroups())
                .build();
        Instant done =
                context.now().plus(RdsDurations.modification(context.seed(), instance.arn(), context.sequence()));
        instance.lifecycle.pass(context.now(), done, "modifying");
        if (before == 0 && retention > 0) {
            beginBackups(context, instance, done);
        } else if (retention == 0) {
            instance.backupsSince = null;
        }
        return ModifyDbInstanceResponse.builder()
                .dbInstance(described(context, instance))
                .build();
    }

    private DeleteDbInstanceResponse delete(Context context, DeleteDbInstanceRequest request) {
        DbInstance instance = require(context, request.dbInstanceIdentifier());
        if (instance.fixed.deletionProtection()) {
            throw RdsErrors.invalidCombination(
                    "Cannot delete protected DB Instance, please disable deletion protection" + " and try again.");
        }
        if (!Boolean.TRUE.equals(request.skipFinalSnapshot())) {
            throw RdsErrors.invalidCombination("FinalDBSnapshotIdentifier is not simulated; take a snapshot before and"
                    + " set SkipFinalSnapshot.");
        }
        instance.lifecycle.become(context.now(), "deleting");
        instance.lifecycle.become(context.now().plus(RdsDurations.deletion(context.seed(), instance.arn())), "deleted");
        return DeleteDbInstanceResponse.builder()
                .dbInstance(described(context, instance))
                .build();
    }

    private DescribeDbInstancesResponse describe(Context context, DescribeDbInstancesRequest request) {
        String wanted = request.dbInstanceIdentifier();
        List<DbInstance> found = all(context.region()).stream()
                .filter(instance -> !instance.isGone(context.now()))
                .filter(instance -> context.sees(instance.arn(), instance.fixed.instanceCreateTime()))
                .filter(instance -> wanted == null
                        || RdsNames.existing(wanted, "db").equals(instance.id())
                        || wanted.equals(instance.fixed.dbiResourceId()))
                .filter(instance -> RdsListing.passes(
                        request.filters(),
                        Map.of(
                                "db-instance-id", instance.id(),
                                "dbi-resource-id", instance.fixed.dbiResourceId(),
                                "engine", instance.fixed.engine())))
                .toList();
        if (wanted != null && found.isEmpty()) {
            throw RdsErrors.instanceNotFound(wanted);
        }
        Page<DbInstance> page = RdsListing.page(found, DbInstance::id, request.marker(), request.maxRecords());
        return DescribeDbInstancesResponse.builder()
                .dbInstances(page.items().stream()
                        .map(instance -> described(context, instance))
                        .toList())
                .marker(page.marker())
                .build();
    }

    /** The first backup is taken at once; the instance shows it. */
    private static void beginBackups(Context context, DbInstance instance, Instant from) {
        instance.backupsSince = from;
        Instant backedUp = from.plus(RdsDurations.snapshot(
                context.seed(), "first " + instance.arn(), instance.fixed.allocatedStorage(), false));
        instance.lifecycle.pass(from, backedUp, DbInstance.BACKING_UP);
    }

    private static int retention(Integer asked, int otherwise) {
        int days = Objects.requireNonNullElse(asked, otherwise);
        if (days < 0 || days > MOST_RETENTION) {
            throw RdsErrors.invalidValue("Invalid backup retention period: " + days
                    + ". Retention period must be between" + " 0 and " + MOST_RETENTION + ".");
        }
        return days;
    }

    static Endpoint endpoint(Context context, String id, int port) {
        String zone = context.seed().hex(12, "zone", context.region());
        return Endpoint.builder()
                .address(id + "." + zone + "." + context.region() + ".rds.amazonaws.com")
                .port(port)
                .build();
    }

    static DBParameterGroupStatus parameterGroup(String name) {
        return DBParameterGroupStatus.builder()
                .dbParameterGroupName(name)
                .parameterApplyStatus("in-sync")
                .build();
    }

    static List<VpcSecurityGroupMembership> securityGroups(List<String> ids) {
        List<String> given = ids.isEmpty() ? List.of("sg-default") : ids;
        return given.stream()
                .map(id -> VpcSecurityGroupMembership.builder()
                        .vpcSecurityGroupId(id)
                        .status("active")
                        .build())
                .toList();
    }
}
