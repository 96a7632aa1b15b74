package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** Modifying, renaming and deleting DB instances. */
final class InstanceChanges {
    private final Instances instances;
    private final Memberships memberships;
    private final OrderableOptions options;
    private final RdsTags tags;

    InstanceChanges(Instances instances, Memberships memberships, OrderableOptions options, RdsTags tags) {
        this.instances = instances;
        this.memberships = memberships;
        this.options = options;
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations
                .change("ModifyDBInstance", ModifyDbInstanceRequest.class, this::modify)
                .change("DeleteDBInstance", DeleteDbInstanceRequest.class, this::delete);
    }

    private ModifyDbInstanceResponse modify(Context context, ModifyDbInstanceRequest request) {
        Instant now = context.now();
        DbInstance instance = instances.require(context, request.dbInstanceIdentifier());
        if (!instance.status(context.seed(), now).equals(DbInstance.AVAILABLE)) {
            throw RdsErrors.instanceState("Database instance is not in available state.");
        }
        int before = instance.retentionDays(now);
        int retention = InstanceSettings.retention(request.backupRetentionPeriod(), before);
        DBInstance old = instance.fixed(now);
        if (retention > 0 && instance.isReplica(now) && !PostgresVersions.backsUpReplicas(old.engineVersion())) {
            throw RdsErrors.backupsOfReplica(old.engine());
        }
        String name = newName(context, request, instance);
        options.check(request.dbInstanceClass(), old.engine(), old.engineVersion());
        // Everything else takes effect at once, as with ApplyImmediately; maintenance windows are not simulated.
        DBInstance modified = old.toBuilder()
                .backupRetentionPeriod(retention)
                .preferredBackupWindow(
                        Objects.requireNonNullElse(request.preferredBackupWindow(), old.preferredBackupWindow()))
                .dbInstanceClass(Objects.requireNonNullElse(request.dbInstanceClass(), old.dbInstanceClass()))
                .allocatedStorage(Objects.requireNonNullElse(request.allocatedStorage(), old.allocatedStorage()))
                .multiAZ(Objects.requireNonNullElse(request.multiAZ(), old.multiAZ()))
                .engineVersion(Objects.requireNonNullElse(request.engineVersion(), old.engineVersion()))
                .deletionProtection(Objects.requireNonNullElse(request.deletionProtection(), old.deletionProtection()))
                .vpcSecurityGroups(
                        request.vpcSecurityGroupIds().isEmpty()
                                ? old.vpcSecurityGroups()
                                : memberships.securityGroups(
                                        context, old.dbSubnetGroup().vpcId(), request.vpcSecurityGroupIds()))
                .dbParameterGroups(
                        request.dbParameterGroupName() == null
                                ? old.dbParameterGroups()
                                : List.of(memberships.parameterGroup(
                                        context, request.dbParameterGroupName(), old.engineVersion())))
                .build();
        Instant done = now.plus(RdsDurations.modification(context.seed(), instance.createdAs, context.sequence()));
        boolean renames = name != null && Boolean.TRUE.equals(request.applyImmediately());
        // The maintenance window that a pending name waits for does not come: see above.
        DBInstance settled = name == null || renames
                ? modified
                : modified.toBuilder()
                        .pendingModifiedValues(pending -> pending.dbInstanceIdentifier(name))
                        .build();
        List<VpcSecurityGroupMembership> changing =
                Memberships.changing(old.vpcSecurityGroups(), settled.vpcSecurityGroups());
        instance.become(now, settled.toBuilder().vpcSecurityGroups(changing).build());
        if (renames) {
            rename(context, instance, settled, name, done);
        } else {
            instance.become(done, settled);
            instance.lifecycle.pass(now, done, "modifying");
        }
        if (before == 0 && retention > 0) {
            instance.beginBackups(
                    done, RdsDurations.firstBackup(context.seed(), instance.createdAs, modified.allocatedStorage()));
        } else if (retention == 0) {
            instance.backupsSince = null;
        }
        return ModifyDbInstanceResponse.builder()
                .dbInstance(instances.described(context, instance))
                .build();
    }

    /** The name that is asked for, or was and is now to be applied, if another one than it has; or null. */
    private String newName(Context context, ModifyDbInstanceRequest request, DbInstance instance) {
        String asked = request.newDBInstanceIdentifier();
        PendingModifiedValues pending = instance.fixed(context.now()).pendingModifiedValues();
        if (asked == null && pending != null && Boolean.TRUE.equals(request.applyImmediately())) {
            asked = pending.dbInstanceIdentifier();
        }
        if (asked == null) {
            return null;
        }
        String name = RdsNames.newInstance(asked);
        if (name.equals(instance.id(context.now()))) {
            return null;
        }
        instances.admit(context, name);
        return name;
    }

    /**
     * At {@code switched} the old name is free and its DNS name gone; the new one is effective in about ten minutes, and
     * the instance not available before: user guide, "Renaming a DB instance". Tags and snapshots stay.
     */
    private void rename(Context context, DbInstance instance, DBInstance old, String name, Instant switched) {
        String arn = context.arn("rds", "db:" + name);
        instance.become(
                switched,
                old.toBuilder()
                        .dbInstanceIdentifier(name)
                        .dbInstanceArn(arn)
                        .endpoint(InstanceSettings.endpoint(context, name, old.dbInstancePort()))
                        .pendingModifiedValues((PendingModifiedValues) null)
                        .build());
        tags.forget(arn);
        tags.add(arn, tags.list(old.dbInstanceArn()));
        Instant effective = context.now().plus(RdsDurations.renaming(context.seed(), arn, context.sequence()));
        instance.lifecycle.pass(context.now(), effective, "renaming");
    }

    private DeleteDbInstanceResponse delete(Context context, DeleteDbInstanceRequest request) {
        Instant now = context.now();
        DbInstance instance = instances.require(context, request.dbInstanceIdentifier());
        if (instance.fixed(now).deletionProtection()) {
            throw RdsErrors.invalidCombination(
                    "Cannot delete protected DB Instance, please disable deletion protection" + " and try again.");
        }
        if (!Boolean.TRUE.equals(request.skipFinalSnapshot())) {
            throw RdsErrors.invalidCombination("FinalDBSnapshotIdentifier is not simulated; take a snapshot before and"
                    + " set SkipFinalSnapshot.");
        }
        instance.ended = now;
        instance.lifecycle.become(now, "deleting");
        instance.lifecycle.become(now.plus(RdsDurations.deletion(context.seed(), instance.arn(now))), "deleted");
        return DeleteDbInstanceResponse.builder()
                .dbInstance(instances.described(context, instance))
                .build();
    }
}
