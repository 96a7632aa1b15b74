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
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * Gives a restored instance other VPC security groups, and so lets in who may connect. "This change is asynchronously
 * applied as soon as possible" (Amazon RDS API Reference, ModifyDBInstance, VpcSecurityGroupIds), so it is done when the
 * instance has these groups and no others, all of them active.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the instance is
 * @param operation the operation that restored it, by its tag
 * @param instance its identifier
 * @param from ids of the groups it was restored into
 * @param to ids of the groups it gets
 */
@JsonTypeName("rds-set-security-groups")
public record SetSecurityGroups(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        OperationId operation,
        String instance,
        List<String> from,
        List<String> to)
        implements Action {
    private static final String ACTIVE = "active";

    public SetSecurityGroups {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    @Override
    public PlannedCall call() {
        ModifyDbInstanceRequest request = ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(instance)
                .vpcSecurityGroupIds(to)
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
                .map(this::progress)
                .orElseGet(() -> failed("restore.gone", "Instance " + instance + " is not there any more."));
    }

    private Progress progress(DBInstance found) {
        String owner = RestoredInstance.tags(found).getOrDefault(OperationTag.KEY, "nobody");
        if (!owner.equals(operation.value())) {
            return new Progress.Failed(RestoredInstance.taken(found, owner, "not to operation " + operation));
        }
        Set<String> groups = found.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .collect(Collectors.toSet());
        boolean settled = found.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::status)
                .allMatch(ACTIVE::equals);
        if (!settled) {
            return new Progress.InProgress("its security groups are being changed");
        }
        if (groups.equals(Set.copyOf(to))) {
            return new Progress.Done(Facts.of("securityGroups", String.join(", ", to)));
        }
        if (!groups.equals(Set.copyOf(from))) {
            return failed(
                    "restore.groups-changed",
                    "Instance " + instance + " has the security groups " + String.join(", ", groups)
                            + ", which somebody else gave it.");
        }
        // ModifyDBInstance: "The DB instance isn't in a valid state" unless it is available (API Reference).
        return found.dbInstanceStatus().equals("available")
                ? new Progress.Absent()
                : new Progress.Held(instance + " is " + found.dbInstanceStatus());
    }

    private Progress failed(String code, String summary) {
        return new Progress.Failed(Problem.of(
                code,
                summary,
                "See its events in the RDS console of " + region + " and who changed it in CloudTrail, then restore"
                        + " again."));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), ModifyDbInstanceResponse.class);
        return Facts.of("accepted", "security groups");
    }
}
