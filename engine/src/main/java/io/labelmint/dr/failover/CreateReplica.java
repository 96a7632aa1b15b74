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
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Creates a read replica in another region than its source. It copies the whole database first, which takes hours for a
 * large one, and hinders nobody. Nobody gets into it where its security groups let nobody in: its own streaming needs none.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param operation the operation whose replica it is
 * @param region where the replica is to be
 * @param instance its identifier
 * @param source ARN of the instance it follows
 * @param subnetGroup name of its DB subnet group
 * @param securityGroups ids of its security groups
 * @param parameterGroup name of its DB parameter group
 * @param key the KMS key of its region it is encrypted with
 */
@JsonTypeName("rds-create-replica")
public record CreateReplica(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        OperationId operation,
        String region,
        String instance,
        String source,
        String subnetGroup,
        List<String> securityGroups,
        String parameterGroup,
        String key)
        implements Action {

    /** Its storage may be optimized meanwhile, which hinders nothing (Amazon RDS User Guide, "Viewing DB instance status"). */
    private static final Set<String> AVAILABLE = Set.of("available", "storage-optimization");

    public CreateReplica {
        securityGroups = List.copyOf(securityGroups);
    }

    @Override
    public PlannedCall call() {
        CreateDbInstanceReadReplicaRequest request = CreateDbInstanceReadReplicaRequest.builder()
                .dbInstanceIdentifier(instance)
                .sourceDBInstanceIdentifier(source)
                // Lets the client sign for the other region, which RDS demands of an encrypted one.
                .sourceRegion(source.split(":", -1)[3])
                .dbSubnetGroupName(subnetGroup)
                .vpcSecurityGroupIds(securityGroups)
                .dbParameterGroupName(parameterGroup)
                .kmsKeyId(key)
                .publiclyAccessible(false)
                .deletionProtection(true)
                .tags(Tag.builder()
                        .key(OperationTag.KEY)
                        .value(operation.value())
                        .build())
                .build();
        return PlannedCall.of(MutatingOperation.CREATE_DB_INSTANCE_READ_REPLICA, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.NAME;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory
                .read(new DbInstances(region))
                .fold(
                        all -> DbInstances.find(all, instance)
                                .map(this::progress)
                                .orElseGet(() -> source(observatory)),
                        Progress.Unknown::new);
    }

    /**
     * What its source lets it do. RDS refuses a replica of an instance that is not available (CreateDBInstanceReadReplica,
     * InvalidDBInstanceState), and one that was just restored is backed up first, for hours if it is large.
     */
    private Progress source(Observatory observatory) {
        String[] arn = source.split(":", -1);
        return observatory
                .read(new DbInstances(arn[3]))
                .fold(
                        all -> DbInstances.find(all, arn[arn.length - 1])
                                .map(DBInstance::dbInstanceStatus)
                                .filter(status -> !AVAILABLE.contains(status))
                                .<Progress>map(status -> new Progress.Held(
                                        "its source " + arn[arn.length - 1] + " in " + arn[3] + " is " + status))
                                .orElseGet(Progress.Absent::new),
                        Progress.Unknown::new);
    }

    private Progress progress(DBInstance found) {
        boolean ours = found.tagList().stream()
                .anyMatch(tag ->
                        OperationTag.KEY.equals(tag.key()) && operation.value().equals(tag.value()));
        if (!ours) {
            return new Progress.Failed(Problem.of(
                            "failover.name-taken",
                            "There is another instance " + instance + " in " + region
                                    + ", which this plan did not create.",
                            "Delete it if nobody needs it, then make a new plan.")
                    .with("instance", instance));
        }
        return switch (found.dbInstanceStatus()) {
            case "failed", "deleting", "incompatible-network", "incompatible-parameters", "storage-full" ->
                new Progress.Failed(Problem.of(
                                "failover.replica-unfit",
                                "Replica " + instance + " in " + region + " is " + found.dbInstanceStatus() + ".",
                                "See its events in the RDS console, delete it, and make a new plan.")
                        .with("instance", instance));
            default ->
                Instances.usable(found)
                        ? new Progress.Done(Instances.facts(found).and(Facts.of("source", source)))
                        : new Progress.InProgress(found.dbInstanceStatus());
        };
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        var created = hands.send(call(), CreateDbInstanceReadReplicaResponse.class);
        return Facts.of("arn", created.dbInstance().dbInstanceArn());
    }
}
