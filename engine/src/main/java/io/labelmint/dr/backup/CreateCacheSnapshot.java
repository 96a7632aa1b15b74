package io.labelmint.dr.backup;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.CacheSnapshotTags;
import io.labelmint.dr.observatory.ManualCacheSnapshots;
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
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticache.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.elasticache.model.Tag;

/**
 * Takes a manual snapshot of a Redis replication group.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param operation whose it is; tagged
 * @param region where the group is
 * @param replicationGroup the group
 * @param node the node it is taken from, a replica where there is one; empty for groups with several shards, of which
 *     ElastiCache takes all
 * @param snapshot the snapshot's name, derived from the operation
 */
@JsonTypeName("elasticache-create-snapshot")
public record CreateCacheSnapshot(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        OperationId operation,
        String region,
        String replicationGroup,
        String node,
        String snapshot)
        implements Action {

    @Override
    public PlannedCall call() {
        CreateSnapshotRequest request = CreateSnapshotRequest.builder()
                .replicationGroupId(node.isEmpty() ? replicationGroup : null)
                .cacheClusterId(node.isEmpty() ? null : node)
                .snapshotName(snapshot)
                .tags(Tag.builder()
                        .key(OperationTag.KEY)
                        .value(operation.value())
                        .build())
                .build();
        return PlannedCall.of(MutatingOperation.CREATE_CACHE_SNAPSHOT, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.NAME;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory
                .read(new ManualCacheSnapshots(region))
                .fold(all -> progress(all, observatory, inputs), Progress.Unknown::new);
    }

    private Progress progress(List<Snapshot> all, Observatory observatory, Inputs inputs) {
        Optional<Snapshot> found = all.stream()
                .filter(candidate -> candidate.snapshotName().equals(snapshot))
                .findFirst();
        if (found.isEmpty()) {
            return new Progress.Absent();
        }
        boolean ours = inputs.accepted().get("arn") != null;
        return ours ? progress(found.get()) : adopted(found.get(), observatory);
    }

    /** Found without having been accepted by us: ours only if its tag says so. */
    private Progress adopted(Snapshot found, Observatory observatory) {
        return observatory
                .read(new CacheSnapshotTags(region, found.arn()))
                .fold(tags -> adopted(found, tags.getOrDefault(OperationTag.KEY, "nobody")), Progress.Unknown::new);
    }

    private Progress adopted(Snapshot found, String owner) {
        if (!owner.equals(operation.value())) {
            return new Progress.Failed(Problem.of(
                            "name.taken",
                            "A snapshot " + snapshot + " exists and belongs to " + owner + ", not to operation "
                                    + operation + ".",
                            "Find out who made it and delete it, then run the job again.")
                    .with("arn", found.arn()));
        }
        return progress(found);
    }

    private Progress progress(Snapshot found) {
        return switch (found.snapshotStatus()) {
            case "available" -> new Progress.Done(facts(found));
            // Snapshot statuses: creating, available, restoring, copying, deleting (ElastiCache API Reference,
            // Snapshot); "failed" is seen in the field.
            case "failed", "deleting" ->
                new Progress.Failed(Problem.of(
                                "snapshot.failed",
                                "Snapshot " + snapshot + " is " + found.snapshotStatus() + ".",
                                "See the events of the replication group; most often reserved memory is short: raise"
                                        + " reserved-memory-percent, delete the snapshot, then run the job again.")
                        .with("arn", found.arn()));
            default -> new Progress.InProgress(found.snapshotStatus());
        };
    }

    private static Facts facts(Snapshot found) {
        // Each shard has its own moment; the group is consistent only from the earliest on.
        return Facts.of(
                "arn", found.arn(),
                "consistentAt",
                        found.nodeSnapshots().stream()
                                .map(node -> node.snapshotCreateTime())
                                .filter(time -> time != null)
                                .min(java.util.Comparator.naturalOrder())
                                .orElse(null));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        var created = hands.send(inputs.resolve(call()), CreateSnapshotResponse.class);
        return Facts.of("arn", created.snapshot().arn());
    }
}
