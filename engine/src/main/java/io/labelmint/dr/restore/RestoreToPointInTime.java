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
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeResponse;

/**
 * Restores a database from automated backups: those of its own region, or those replicated into another one.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param source identifier of the instance in the same region; empty if {@code automatedBackups} are restored
 * @param automatedBackups ARN of the replicated automated backups; empty if {@code source} is restored
 * @param at the moment; empty for the latest there is when the call is made
 * @param latestKnown the latest moment there was when this was planned
 * @param target what comes of it
 */
@JsonTypeName("rds-restore-to-point-in-time")
public record RestoreToPointInTime(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String source,
        String automatedBackups,
        Optional<Instant> at,
        Instant latestKnown,
        RestoreTarget target)
        implements Action {

    /** The same, which begins only when {@code before} is done. */
    public RestoreToPointInTime behind(Set<ActionId> before) {
        return new RestoreToPointInTime(id, before, estimate, source, automatedBackups, at, latestKnown, target);
    }

    @Override
    public PlannedCall call() {
        // Everything RDS would take the default of, which is neither the source's nor what was declared: "with the
        // default security group, the default subnet group, and the default DB parameter group" (Amazon RDS API
        // Reference, RestoreDBInstanceToPointInTime).
        RestoreDbInstanceToPointInTimeRequest.Builder request = RestoreDbInstanceToPointInTimeRequest.builder()
                .sourceDBInstanceIdentifier(source.isEmpty() ? null : source)
                .sourceDBInstanceAutomatedBackupsArn(automatedBackups.isEmpty() ? null : automatedBackups)
                .targetDBInstanceIdentifier(target.instance())
                .dbInstanceClass(target.place().instanceClass().orElse(null))
                .dbSubnetGroupName(target.place().subnetGroup())
                .vpcSecurityGroupIds(target.place().securityGroups())
                .dbParameterGroupName(target.place().parameterGroup())
                .optionGroupName(target.place().optionGroup().orElse(null))
                .multiAZ(target.multiAz())
                .publiclyAccessible(false)
                .deletionProtection(target.deletionProtection())
                .tags(target.allTags());
        at.ifPresentOrElse(request::restoreTime, () -> request.useLatestRestorableTime(true));
        return PlannedCall.of(MutatingOperation.RESTORE_DB_INSTANCE_TO_POINT_IN_TIME, target.region(), request.build());
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.NAME;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return RestoredInstance.progress(
                observatory,
                target,
                Facts.of("restoredFrom", source.isEmpty() ? automatedBackups : source, "means", "moment")
                        .and(at.map(time -> Facts.of("restoredTo", time))
                                .orElseGet(() -> Facts.of("restoredToAtLeast", latestKnown))));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        var restored = hands.send(call(), RestoreDbInstanceToPointInTimeResponse.class);
        return Facts.of("arn", restored.dbInstance().dbInstanceArn());
    }
}
