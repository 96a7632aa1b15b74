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
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;

/**
 * Copies a snapshot from another region. The call goes to the region the copy is made in, and the SDK signs the URL
 * with which that region asks the other (Amazon RDS User Guide, "Copying a DB snapshot").
 *
 * <p>RDS refuses the 21st copy into a region at a time; the runner knows that this passes, and asks again.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param operation whose it is; tagged
 * @param region where the copy is made
 * @param sourceRegion where the snapshot is
 * @param sourceArn the snapshot, or a reference to the action that takes it
 * @param snapshot the copy's identifier, derived from the operation
 * @param key KMS key of {@code region} the copy is encrypted with; empty for a snapshot without encryption
 * @param tags more tags, for example the retention tier
 */
@JsonTypeName("rds-copy-snapshot")
public record CopyDbSnapshot(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        OperationId operation,
        String region,
        String sourceRegion,
        String sourceArn,
        String snapshot,
        String key,
        Map<String, String> tags)
        implements Action {

    @Override
    public PlannedCall call() {
        CopyDbSnapshotRequest request = CopyDbSnapshotRequest.builder()
                .sourceDBSnapshotIdentifier(sourceArn)
                .sourceRegion(sourceRegion)
                .targetDBSnapshotIdentifier(snapshot)
                .kmsKeyId(key.isEmpty() ? null : key)
                .tags(DbSnapshotReading.tags(operation, tags))
                .build();
        return PlannedCall.of(MutatingOperation.COPY_DB_SNAPSHOT, region, request);
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
        var created = hands.send(inputs.resolve(call()), CopyDbSnapshotResponse.class);
        return Facts.of("arn", created.dbSnapshot().dbSnapshotArn());
    }
}
