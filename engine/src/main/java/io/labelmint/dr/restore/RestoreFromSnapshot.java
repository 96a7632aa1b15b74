package io.labelmint.dr.restore;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Instant;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;

/**
 * Restores a database from a DB snapshot, which is what a recovery point of AWS Backup is made of too: restoring it with
 * RDS's own call needs no role to be passed and no job to be found again.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param snapshot ARN of the snapshot
 * @param consistentAt when its data was as it has it
 * @param target what comes of it
 */
@JsonTypeName("rds-restore-from-snapshot")
public record RestoreFromSnapshot(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String snapshot,
        Instant consistentAt,
        RestoreTarget target)
        implements Action {

    @Override
    public PlannedCall call() {
        RestoreDbInstanceFromDbSnapshotRequest request = RestoreDbInstanceFromDbSnapshotRequest.builder()
                // Only a snapshot that another account shares has to be named by its ARN (Amazon RDS API Reference,
                // RestoreDBInstanceFromDBSnapshot).
                .dbSnapshotIdentifier(snapshot.replaceFirst("^.*?:snapshot:", ""))
                .dbInstanceIdentifier(target.instance())
                .dbInstanceClass(target.place().instanceClass().orElse(null))
                .dbSubnetGroupName(target.place().subnetGroup())
                .vpcSecurityGroupIds(target.place().securityGroups())
                .dbParameterGroupName(target.place().parameterGroup())
                .optionGroupName(target.place().optionGroup().orElse(null))
                .multiAZ(target.multiAz())
                .publiclyAccessible(false)
                .deletionProtection(target.deletionProtection())
                .tags(target.allTags())
                .build();
        return PlannedCall.of(MutatingOperation.RESTORE_DB_INSTANCE_FROM_DB_SNAPSHOT, target.region(), request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.NAME;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return RestoredInstance.progress(
                observatory, target, Facts.of("restoredFrom", snapshot, "restoredTo", consistentAt, "means", "backup"));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        var restored = hands.send(call(), RestoreDbInstanceFromDbSnapshotResponse.class);
        return Facts.of("arn", restored.dbInstance().dbInstanceArn());
    }
}
