package io.labelmint.dr.simulator.rds;

import java.util.List;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * What both restores let the caller say of the instance to make. What is null or empty was left to the default. Retention
 * and backup window cannot be said with this version of the SDK; the instance has those of its backup.
 */
record RestoreOrder(
        String id,
        String instanceClass,
        String engine,
        Integer port,
        String availabilityZone,
        Boolean multiAz,
        Boolean publiclyAccessible,
        String subnetGroup,
        List<String> securityGroups,
        String parameterGroup,
        String optionGroup,
        String storageType,
        Integer iops,
        Integer allocatedStorage,
        String backupTarget,
        boolean copyTagsToSnapshot,
        boolean deletionProtection,
        List<Tag> tags) {

    static RestoreOrder of(RestoreDbInstanceToPointInTimeRequest request) {
        return new RestoreOrder(
                RdsNames.newInstance("TargetDBInstanceIdentifier", request.targetDBInstanceIdentifier()),
                request.dbInstanceClass(),
                request.engine(),
                request.port(),
                request.availabilityZone(),
                request.multiAZ(),
                request.publiclyAccessible(),
                request.dbSubnetGroupName(),
                request.vpcSecurityGroupIds(),
                request.dbParameterGroupName(),
                request.optionGroupName(),
                request.storageType(),
                request.iops(),
                request.allocatedStorage(),
                request.backupTarget(),
                Boolean.TRUE.equals(request.copyTagsToSnapshot()),
                Boolean.TRUE.equals(request.deletionProtection()),
                request.tags());
    }

    static RestoreOrder of(RestoreDbInstanceFromDbSnapshotRequest request) {
        return new RestoreOrder(
                RdsNames.newInstance(request.dbInstanceIdentifier()),
                request.dbInstanceClass(),
                request.engine(),
                request.port(),
                request.availabilityZone(),
                request.multiAZ(),
                request.publiclyAccessible(),
                request.dbSubnetGroupName(),
                request.vpcSecurityGroupIds(),
                request.dbParameterGroupName(),
                request.optionGroupName(),
                request.storageType(),
                request.iops(),
                request.allocatedStorage(),
                request.backupTarget(),
                Boolean.TRUE.equals(request.copyTagsToSnapshot()),
                Boolean.TRUE.equals(request.deletionProtection()),
                request.tags());
    }
}
