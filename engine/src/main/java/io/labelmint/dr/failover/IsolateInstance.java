package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * Gives an instance other security groups: those that let nobody in are its fence, and those it had before open it again.
 *
 * <p>A stopped instance is no fence: RDS starts it again after seven days (Amazon RDS User Guide, "Stopping an Amazon RDS
 * DB instance temporarily"). Security groups hold until somebody changes them. What they do not do is end connections that
 * are open: "existing connections might not be interrupted" (Amazon EC2 User Guide, "Security group connection tracking"),
 * so the services that hold them are stopped first.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param budget how long it may hold up what comes after it; empty if that must wait
 * @param region where the instance is
 * @param instance its identifier
 * @param securityGroups the security groups it gets
 */
@JsonTypeName("rds-isolate-instance")
public record IsolateInstance(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        Optional<Duration> budget,
        String region,
        String instance,
        List<String> securityGroups)
        implements Action {
    /** Fact which security groups it had before, with commas between them. */
    static final String BEFORE = "securityGroupsBefore";

    public IsolateInstance {
        securityGroups = List.copyOf(securityGroups);
    }

    @Override
    public PlannedCall call() {
        ModifyDbInstanceRequest request = ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(instance)
                .vpcSecurityGroupIds(securityGroups)
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
        Reading<List<DBInstance>> read = observatory.read(new DbInstances(region));
        return read.fold(
                all -> DbInstances.find(all, instance)
                        .map(found -> progress(found, inputs, read.sent()))
                        .orElseGet(() -> gone(read.sent())),
                unread -> Unproved.fence(unread, budget, instance));
    }

    private Progress progress(DBInstance found, Inputs inputs, Instant seen) {
        if (isIn(found, securityGroups)) {
            return new Progress.Done(
                    Facts.of("securityGroups", String.join(",", securityGroups), ScaleService.SEEN, seen));
        }
        return inputs.announced() && holds(found)
                ? new Progress.InProgress("changing its security groups")
                : new Progress.Absent(Facts.of(BEFORE, String.join(",", groups(found))));
    }

    private boolean holds(DBInstance found) {
        return groups(found).containsAll(securityGroups);
    }

    /** The security groups {@code instance} has, whether or not they are in force; sorted. */
    static SortedSet<String> groups(DBInstance instance) {
        return instance.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is not there takes no writes. */
    private static Progress gone(Instant seen) {
        return new Progress.Done(Facts.of("instance", "is not there", ScaleService.SEEN, seen));
    }

    /** Whether {@code instance} is in exactly {@code groups}, and all of them are in force. */
    static boolean isIn(DBInstance instance, List<String> groups) {
        return instance.vpcSecurityGroups().stream().allMatch(membership -> "active".equals(membership.status()))
                && groups(instance).equals(new TreeSet<>(groups));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), ModifyDbInstanceResponse.class);
        return Facts.of("accepted", "security groups");
    }

    /** That {@code instance} is not isolated. */
    static Problem open(String instance, String region) {
        return Problem.of(
                "failover.fence-open",
                instance + " in " + region + " still takes writes: its fence does not hold.",
                "See in the RDS console of " + region + " which security groups it has and whom they let in.");
    }
}
