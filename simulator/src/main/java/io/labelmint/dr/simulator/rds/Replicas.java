package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Lifecycle;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import java.time.Instant;
import java.util.Objects;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Read replicas, within a region and across: RDS user guide, "Working with DB instance read replicas". */
final class Replicas {
    private final Instances instances;
    private final Memberships memberships;
    private final KmsSimulator kms;
    private final RdsTags tags;

    Replicas(Instances instances, Memberships memberships, KmsSimulator kms, RdsTags tags) {
        this.instances = instances;
        this.memberships = memberships;
        this.kms = kms;
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations.change("CreateDBInstanceReadReplica", CreateDbInstanceReadReplicaRequest.class, this::create);
    }

    private CreateDbInstanceReadReplicaResponse create(Context context, CreateDbInstanceReadReplicaRequest request) {
        String id = RdsNames.newInstance(request.dbInstanceIdentifier());
        instances.admitNew(context, id);
        DbInstance source = instances.require(context, request.sourceDBInstanceIdentifier());
        if (source.isReplica(context.now()) && !source.region.equals(context.region())) {
            // User guide, "Cross-Region replication considerations"; what RDS answers is not published.
            throw RdsErrors.instanceState("A cross-Region read replica cannot be created from a source DB instance that"
                    + " is a read replica.");
        }
        if (source.retentionDays(context.now()) == 0) {
            throw RdsErrors.instanceState("Automated backups are not enabled for this database instance. To enable"
                    + " automated backups, use ModifyDBInstance to set the backup retention period to a non-zero"
                    + " value.");
        }
        if (!source.lifecycle.at(context.now()).equals(DbInstance.AVAILABLE)) {
            throw RdsErrors.instanceState("Database instance is not in available state.");
        }
        DBInstance original = source.fixed(context.now());
        String arn = context.arn("rds", "db:" + id);
        int port = Objects.requireNonNullElse(request.port(), original.dbInstancePort());
        DBInstance.Builder described = original.toBuilder()
                .dbInstanceIdentifier(id)
                .dbInstanceArn(arn)
                .dbiResourceId(InstanceSettings.resourceId(context, arn))
                .dbInstanceClass(Objects.requireNonNullElse(request.dbInstanceClass(), original.dbInstanceClass()))
                .dbInstancePort(port)
                .endpoint(InstanceSettings.endpoint(context, id, port))
                .availabilityZone(Objects.requireNonNullElse(request.availabilityZone(), context.region() + "a"))
                .multiAZ(Boolean.TRUE.equals(request.multiAZ()))
                .kmsKeyId(key(context, request, source))
                .backupRetentionPeriod(0)
                .deletionProtection(Boolean.TRUE.equals(request.deletionProtection()))
                .readReplicaSourceDBInstanceIdentifier(original.dbInstanceArn())
                .instanceCreateTime(context.now());
        DBInstance fixed = join(context, described, request, source.region.equals(context.region()) ? original : null);
        Instant ready = context.now().plus(RdsDurations.replica(context.seed(), arn, original.allocatedStorage()));
        Lifecycle lifecycle = new Lifecycle(context.now(), "creating").become(ready, DbInstance.AVAILABLE);
        DbInstance replica = new DbInstance(context.region(), fixed, lifecycle);
        replica.replicates = source.resourceId();
        if (!source.region.equals(context.region())) {
            replica.loaded = ready;
        }
        tags.forget(arn);
        tags.add(arn, request.tags());
        instances.add(replica);
        return CreateDbInstanceReadReplicaResponse.builder()
                .dbInstance(instances.described(context, replica))
                .build();
    }

    /**
     * API reference, CreateDBInstanceReadReplica: a replica in the region of its source has the parameter and option group of
     * the source. Elsewhere those are not, and it has the default ones. The security group is the default one everywhere.
     *
     * @param beside the source, if it is in the same region, or null
     */
    private DBInstance join(
            Context context,
            DBInstance.Builder described,
            CreateDbInstanceReadReplicaRequest request,
            DBInstance beside) {
        String subnets = request.dbSubnetGroupName();
        String parameters = request.dbParameterGroupName();
        String options = request.optionGroupName();
        if (beside != null) {
            subnets = Objects.requireNonNullElse(subnets, beside.dbSubnetGroup().dbSubnetGroupName());
            parameters = Objects.requireNonNullElse(
                    parameters, beside.dbParameterGroups().get(0).dbParameterGroupName());
            options = Objects.requireNonNullElse(
                    options, beside.optionGroupMemberships().get(0).optionGroupName());
        }
        return memberships
                .join(
                        context,
                        described,
                        described.build().engineVersion(),
                        subnets,
                        request.vpcSecurityGroupIds(),
                        parameters,
                        options)
                .publiclyAccessible(InstanceSettings.publiclyAccessible(request.publiclyAccessible(), subnets))
                .build();
    }

    private String key(Context context, CreateDbInstanceReadReplicaRequest request, DbInstance source) {
        DBInstance original = source.fixed(context.now());
        if (!original.storageEncrypted() || source.region.equals(context.region())) {
            return original.kmsKeyId();
        }
        return kms.resolve(context.region(), request.kmsKeyId())
                .orElseThrow(() -> RdsErrors.keyNotAccessible(Objects.requireNonNullElse(request.kmsKeyId(), "None")));
    }
}
