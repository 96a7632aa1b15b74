package io.labelmint.dr.restore;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;

/**
 * Turns the deletion protection of an instance on, so that nobody deletes by mistake what only it holds.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the instance is
 * @param instance its identifier
 */
@JsonTypeName("rds-protect-instance")
public record ProtectInstance(ActionId id, Set<ActionId> after, Estimate estimate, String region, String instance)
        implements Action {

    @Override
    public PlannedCall call() {
        ModifyDbInstanceRequest request = ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(instance)
                .deletionProtection(true)
                .applyImmediately(true)
                .build();
        return PlannedCall.of(MutatingOperation.MODIFY_DB_INSTANCE, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory.read(new DbInstances(region)).fold(this::progress, Progress.Unknown::new);
    }

    private Progress progress(List<DBInstance> all) {
        return DbInstances.find(all, instance)
                .map(found -> Boolean.TRUE.equals(found.deletionProtection())
                        ? new Progress.Done(Facts.of("protected", instance))
                        : found.dbInstanceStatus().equals("available")
                                ? new Progress.Absent()
                                : new Progress.Held(instance + " is " + found.dbInstanceStatus()))
                .orElseGet(() -> new Progress.Failed(Problem.of(
                        "instance.gone",
                        "Instance " + instance + " is not there any more.",
                        "See its events in the RDS console of " + region + ".")));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), ModifyDbInstanceResponse.class);
        return Facts.of("accepted", "protection");
    }
}
