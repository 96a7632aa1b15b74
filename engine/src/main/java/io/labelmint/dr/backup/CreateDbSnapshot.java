package io.labelmint.dr.backup;

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
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;

/**
 * Takes a manual snapshot of an RDS instance.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param operation whose it is; tagged
 * @param region where the instance is
 * @param instance the instance's identifier
 * @param snapshot the snapshot's identifier, derived from the operation
 * @param tags more tags, for example the retention tier
 */
@JsonTypeName("rds-create-snapshot")
public record CreateDbSnapshot(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        OperationId operation,
        String region,
        String instance,
        String snapshot,
        Map<String, String> tags)
        implements Action {

    @Override
    public PlannedCall call() {
        CreateDbSnapshotRequest request = CreateDbSnapshotRequest.builder()
                .dbInstanceIdentifier(instance)
                .dbSnapshotIdentifier(snapshot)
                .tags(DbSnapshotReading.tags(operation, tags))
                .build();
        return PlannedCall.of(MutatingOperation.CREATE_DB_SNAPSHOT, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.NAME;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return DbSnapshotReading.progress(observatory, region, snapshot, operation, tags, after, inputs);
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        var created = hands.send(inputs.resolve(call()), CreateDbSnapshotResponse.class);
        return Facts.of("arn", created.dbSnapshot().dbSnapshotArn());
    }
}
