package io.labelmint.dr.backup;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;

/**
 * Deletes a manual snapshot of an RDS instance that an earlier operation of ours took or copied.
 *
 * <p>A plan may be run days after it was made, so nothing is taken from it on trust: before it deletes, it reads again
 * that the snapshot is ours, that its last day is still the planned one, that nothing is being done with it, and that
 * enough good ones stay without it, a newer one among them. It refuses otherwise, which fails the operation and is told.
 *
 * @param id its name in the plan
 * @param after what must be done before: the snapshot or copy of the same plan, and the deletion before this one, so that
 *     each counts what the last one left
 * @param estimate what it is expected to take
 * @param region where the snapshot is
 * @param estate name of the estate, by its tag
 * @param store the store it is a backup of, by its tag
 * @param snapshot its identifier
 * @param takenBy the operation that made it, by its tag
 * @param deleteAfter the last day it was to be kept, by its tag; whoever wants to keep it longer changes that
 * @param minimumKept good snapshots of ours that must stay without it
 */
@JsonTypeName("rds-delete-snapshot")
public record DeleteDbSnapshot(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String estate,
        String store,
        String snapshot,
        OperationId takenBy,
        LocalDate deleteAfter,
        int minimumKept)
        implements Action {
    private static final String REMEDY = "Compare the manual snapshots in the RDS console with the ledgers of this"
            + " estate, then run the backup of the next slot, which plans anew.";

    @Override
    public PlannedCall call() {
        DeleteDbSnapshotRequest request =
                DeleteDbSnapshotRequest.builder().dbSnapshotIdentifier(snapshot).build();
        return PlannedCall.of(MutatingOperation.DELETE_DB_SNAPSHOT, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory
                .read(new ManualDbSnapshots(region))
                .fold(all -> progress(all, inputs), Progress.Unknown::new);
    }

    private Progress progress(List<DBSnapshot> all, Inputs inputs) {
        Optional<DBSnapshot> found = all.stream()
                .filter(candidate -> candidate.dbSnapshotIdentifier().equals(snapshot))
                .findFirst();
        if (found.isEmpty()) {
            return new Progress.Done(Facts.of("deleted", snapshot, "deleteAfter", deleteAfter));
        }
        String status = found.get().status();
        if ("deleting".equals(status) || "deleted".equals(status)) {
            return new Progress.InProgress(status);
        }
        if (inputs.accepted().get("accepted") != null) {
            // AWS said yes and does not show it yet; a second call would only be refused.
            return new Progress.InProgress("accepted, still " + status);
        }
        List<OwnDbSnapshot> own = OwnDbSnapshot.of(estate, store, all);
        return own.stream()
                .filter(candidate -> candidate.name().equals(snapshot))
                .filter(candidate -> candidate.owner().equals(takenBy))
                .findFirst()
                .map(candidate -> refusal(candidate, own))
                .orElseGet(() -> Optional.of(refused(
                        "prune.not-ours", "Snapshot " + snapshot + " does not belong to operation " + takenBy + ".")))
                .<Progress>map(problem ->
                        new Progress.Failed(problem.with("arn", found.get().dbSnapshotArn())))
                .orElseGet(Progress.Absent::new);
    }

    private Optional<Problem> refusal(OwnDbSnapshot found, List<OwnDbSnapshot> own) {
        if (!found.deleteAfter().equals(Optional.of(deleteAfter))) {
            return Optional.of(refused(
                    "prune.kept",
                    "Snapshot " + snapshot + " is kept until "
                            + found.deleteAfter().map(LocalDate::toString).orElse("somebody deletes it")
                            + " now, not until " + deleteAfter + "."));
        }
        if (!found.deletable()) {
            return Optional.of(refused("prune.in-use", "Snapshot " + snapshot + " is " + found.status() + "."));
        }
        return found.good() ? needed(found, own) : Optional.empty();
    }

    private Optional<Problem> needed(OwnDbSnapshot found, List<OwnDbSnapshot> own) {
        List<OwnDbSnapshot> others = own.stream()
                .filter(OwnDbSnapshot::good)
                .filter(other -> !other.name().equals(snapshot))
                .toList();
        if (others.size() < minimumKept) {
            return Optional.of(refused(
                            "prune.too-few",
                            "Without snapshot " + snapshot + " only " + others.size() + " good ones of " + store
                                    + " would be left in " + region + ", and " + minimumKept + " must stay.")
                    .with("others", others.size())
                    .with("minimumKept", minimumKept));
        }
        Instant moment = found.consistentAt().orElseThrow();
        boolean newer = others.stream()
                .anyMatch(other -> other.consistentAt().orElseThrow().isAfter(moment));
        return newer
                ? Optional.empty()
                : Optional.of(refused(
                        "prune.newest",
                        "Snapshot " + snapshot + " is the newest good one of " + store + " in " + region + "."));
    }

    private static Problem refused(String code, String reason) {
        return Problem.of(code, reason + " It was left alone.", REMEDY);
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        try {
            hands.send(call(), DeleteDbSnapshotResponse.class);
            return Facts.of("accepted", "deletion");
        } catch (DbSnapshotNotFoundException e) {
            // Somebody was faster; that it is gone is all that was wanted, and looking will confirm it.
            return Facts.of("accepted", "gone already");
        }
    }
}
