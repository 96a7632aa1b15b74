package io.labelmint.dr.backup;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.CacheSnapshotTags;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.GroupSnapshots;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticache.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.elasticache.model.SnapshotNotFoundException;

/**
 * Deletes a manual snapshot of a Redis replication group that an earlier operation of ours took.
 *
 * <p>A plan may be run days after it was made, so nothing is taken from it on trust: before it deletes, it reads again
 * that the snapshot is the one planned (its moment), that it is ours (its tag) and that enough good ones stay without
 * it. It refuses otherwise, which fails the operation and is told.
 *
 * @param id its name in the plan
 * @param after what must be done before: the snapshot of the same plan, and the deletion before this one, so that each
 *     counts what the last one left
 * @param estimate what it is expected to take
 * @param region where the snapshot is
 * @param replicationGroup the group it was taken of
 * @param snapshot its name
 * @param takenBy the operation that took it, by its tag
 * @param consistentAt the moment its data was as it has it
 * @param minimumKept good snapshots of ours that must stay without it
 */
@JsonTypeName("elasticache-delete-snapshot")
public record DeleteCacheSnapshot(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String replicationGroup,
        String snapshot,
        OperationId takenBy,
        Instant consistentAt,
        int minimumKept)
        implements Action {
    private static final String REMEDY = "Compare the group's snapshots in the ElastiCache console with the ledgers"
            + " of this estate, then run the backup of the next slot, which plans anew.";

    @Override
    public PlannedCall call() {
        DeleteSnapshotRequest request =
                DeleteSnapshotRequest.builder().snapshotName(snapshot).build();
        return PlannedCall.of(MutatingOperation.DELETE_CACHE_SNAPSHOT, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory
                .read(new CacheSnapshots(region))
                .fold(all -> progress(all, observatory, inputs), Progress.Unknown::new);
    }

    private Progress progress(List<Snapshot> all, Observatory observatory, Inputs inputs) {
        Optional<Snapshot> found = all.stream()
                .filter(candidate -> candidate.snapshotName().equals(snapshot))
                .findFirst();
        if (found.isEmpty()) {
            return new Progress.Done(Facts.of("deleted", snapshot, "consistentAt", consistentAt));
        }
        if ("deleting".equals(found.get().snapshotStatus())) {
            return new Progress.InProgress("deleting");
        }
        if (inputs.accepted().get("accepted") != null) {
            // AWS said yes and does not show it yet; a second call would only be refused.
            return new Progress.InProgress("accepted, still " + found.get().snapshotStatus());
        }
        return refusal(all, found.get())
                .<Progress>map(Progress.Failed::new)
                .orElseGet(() -> ownership(found.get(), observatory));
    }

    private Optional<Problem> refusal(List<Snapshot> all, Snapshot found) {
        if (!GroupSnapshots.consistentAt(found).equals(Optional.of(consistentAt))) {
            return Optional.of(Problem.of(
                            "prune.another",
                            "Snapshot " + snapshot + " is not the one that was to be deleted: its data is of "
                                    + GroupSnapshots.consistentAt(found)
                                            .map(Instant::toString)
                                            .orElse("no known moment")
                                    + ", not of " + consistentAt + ". It was left alone.",
                            REMEDY)
                    .with("arn", found.arn()));
        }
        long others = GroupSnapshots.of(replicationGroup, all)
                .named()
                .filter(GroupSnapshots::good)
                .filter(other -> !other.snapshotName().equals(snapshot))
                .count();
        if (others < minimumKept) {
            return Optional.of(Problem.of(
                            "prune.too-few",
                            "Without snapshot " + snapshot + " only " + others + " good ones of " + replicationGroup
                                    + " would be left, and " + minimumKept + " must stay. It was left alone.",
                            REMEDY)
                    .with("arn", found.arn())
                    .with("others", others)
                    .with("minimumKept", minimumKept));
        }
        return Optional.empty();
    }

    private Progress ownership(Snapshot found, Observatory observatory) {
        return observatory
                .read(new CacheSnapshotTags(region, found.arn()))
                .fold(tags -> ownership(found, tags.getOrDefault(OperationTag.KEY, "nobody")), Progress.Unknown::new);
    }

    private Progress ownership(Snapshot found, String owner) {
        if (owner.equals(takenBy.value())) {
            return new Progress.Absent();
        }
        return new Progress.Failed(Problem.of(
                        "prune.not-ours",
                        "Snapshot " + snapshot + " belongs to " + owner + ", not to operation " + takenBy
                                + ". It was left alone.",
                        REMEDY)
                .with("arn", found.arn()));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        try {
            hands.send(call(), DeleteSnapshotResponse.class);
            return Facts.of("accepted", "deletion");
        } catch (SnapshotNotFoundException e) {
            // Somebody was faster; that it is gone is all that was wanted, and looking will confirm it.
            return Facts.of("accepted", "gone already");
        }
    }
}
