package io.labelmint.dr.failover;

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
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;

/**
 * Promotes a read replica to a database of its own. Which instance is known by its resource id: nothing that has taken the
 * name meanwhile is promoted.
 *
 * <p>A replica that follows nobody any more, and that this plan did not promote, was promoted by somebody else. Of which
 * moment it is nobody here can say, so it is a failure, and a new plan shows it to whoever approves. "A read replica
 * cannot be promoted to a standalone instance when it is in the backing-up status" (Amazon RDS API Reference,
 * PromoteReadReplica): then it is waited for, which may take as long as the backup.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the replica is
 * @param instance its identifier
 * @param resourceId RDS's immutable id of it
 * @param retentionDays days of automated backups it has from then on
 */
@JsonTypeName("rds-promote-replica")
public record PromoteReplica(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String instance,
        String resourceId,
        int retentionDays)
        implements Action {

    @Override
    public PlannedCall call() {
        PromoteReadReplicaRequest request = PromoteReadReplicaRequest.builder()
                .dbInstanceIdentifier(instance)
                .backupRetentionPeriod(retentionDays)
                .build();
        return PlannedCall.of(MutatingOperation.PROMOTE_READ_REPLICA, region, request);
    }

    /** What is no replica any more cannot be promoted once more: RDS refuses it. */
    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory.read(new DbInstances(region)).fold(all -> progress(all, inputs), Progress.Unknown::new);
    }

    private Progress progress(List<DBInstance> all, Inputs inputs) {
        Optional<DBInstance> found = all.stream()
                .filter(candidate -> resourceId.equals(candidate.dbiResourceId()))
                .findFirst();
        if (found.isEmpty()) {
            return failed("failover.replica-gone", "Replica " + instance + " in " + region + " is not there any more.");
        }
        DBInstance replica = found.get();
        String status = replica.dbInstanceStatus();
        if (Instances.follows(replica)) {
            if (inputs.announced() && !status.equals("available")) {
                return new Progress.InProgress(status);
            }
            return switch (status) {
                case "available" -> new Progress.Absent();
                case "backing-up", "modifying", "maintenance", "upgrading", "storage-optimization", "rebooting" ->
                    new Progress.Held(instance + " is " + status + ", and RDS promotes only what is available");
                default ->
                    failed("failover.replica-unfit", "Replica " + instance + " in " + region + " is " + status + ".");
            };
        }
        if (!inputs.announced()) {
            return failed(
                    "failover.promoted-by-others",
                    instance + " in " + region + " was promoted, and not by this plan: of which moment it is, is not"
                            + " known.");
        }
        return Instances.usable(replica)
                ? new Progress.Done(Instances.facts(replica))
                : new Progress.InProgress(status);
    }

    private Progress failed(String code, String summary) {
        return new Progress.Failed(Problem.of(
                        code,
                        summary,
                        "See the events of " + instance + " in the RDS console of " + region
                                + ", then make a new plan; it shows what is there now.")
                .with("instance", instance));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), PromoteReadReplicaResponse.class);
        return Facts.of("accepted", "promotion");
    }
}
