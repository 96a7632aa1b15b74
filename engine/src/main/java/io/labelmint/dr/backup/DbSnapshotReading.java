package io.labelmint.dr.backup;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.plan.Progress;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** How far a snapshot of ours is, read from the snapshots of its region. */
final class DbSnapshotReading {
    private DbSnapshotReading() {}

    /**
     * How far {@code snapshot} of {@code region} is.
     *
     * @param tags the tags it is made with, besides that of its operation
     * @param after what is done before it is made
     * @param inputs what its start returned, if it was accepted
     */
    static Progress progress(
            Observatory observatory,
            String region,
            String snapshot,
            OperationId operation,
            Map<String, String> tags,
            Set<ActionId> after,
            Inputs inputs) {
        Reading<List<DBSnapshot>> reading = observatory.read(new ManualDbSnapshots(region));
        return reading.fold(
                all -> {
                    Progress seen = progress(all, snapshot, operation);
                    // What was accepted has its place already.
                    return seen instanceof Progress.Absent && inputs.accepted().equals(Facts.NONE)
                            ? room(
                                    observatory,
                                    region,
                                    all,
                                    tags,
                                    DatabasePruning.isIn(after),
                                    LocalDate.ofInstant(reading.sent(), ZoneOffset.UTC))
                            : seen;
                },
                Progress.Unknown::new);
    }

    /** Without room RDS refuses; with a quota that cannot be read, only trying tells. */
    private static Progress room(
            Observatory observatory,
            String region,
            List<DBSnapshot> all,
            Map<String, String> tags,
            boolean pruning,
            LocalDate today) {
        return SnapshotRoom.of(observatory, region, all, 1)
                .map(room -> room.absent(OwnDbSnapshot.estate(tags), OwnDbSnapshot.store(tags), all, today, pruning))
                .orElseGet(Progress.Absent::new);
    }

    private static Progress progress(List<DBSnapshot> all, String snapshot, OperationId operation) {
        Optional<DBSnapshot> found = all.stream()
                .filter(candidate -> candidate.dbSnapshotIdentifier().equals(snapshot))
                .findFirst();
        return found.map(candidate -> progress(candidate, operation)).orElseGet(Progress.Absent::new);
    }

    private static Progress progress(DBSnapshot snapshot, OperationId operation) {
        String owner = snapshot.tagList().stream()
                .filter(tag -> tag.key().equals(OperationTag.KEY))
                .map(Tag::value)
                .findFirst()
                .orElse("nobody");
        if (!owner.equals(operation.value())) {
            return new Progress.Failed(Problem.of(
                            "name.taken",
                            "A snapshot " + snapshot.dbSnapshotIdentifier() + " exists and belongs to " + owner
                                    + ", not to operation " + operation + ".",
                            "Find out who made it; rename or delete it, then run the job again.")
                    .with("arn", snapshot.dbSnapshotArn()));
        }
        return switch (snapshot.status()) {
            case "available" -> new Progress.Done(facts(snapshot));
            // The statuses of a DB snapshot are not listed in the API Reference; the SDK's own waiter
            // (DBSnapshotAvailable) gives up on these.
            case "failed", "deleting", "deleted", "incompatible-restore", "incompatible-parameters" ->
                new Progress.Failed(Problem.of(
                                "snapshot.failed",
                                "Snapshot " + snapshot.dbSnapshotIdentifier() + " is " + snapshot.status() + ".",
                                "See the events of the DB instance in the RDS console for the reason, delete the"
                                        + " snapshot, then run the job again.")
                        .with("arn", snapshot.dbSnapshotArn()));
            default -> new Progress.InProgress(snapshot.status());
        };
    }

    private static Facts facts(DBSnapshot snapshot) {
        // SnapshotCreateTime changes when a snapshot is copied; OriginalSnapshotCreateTime never does, so that is when
        // the data was as the snapshot has it (Amazon RDS API Reference, DBSnapshot).
        return Facts.of(
                "arn", snapshot.dbSnapshotArn(),
                "consistentAt",
                        snapshot.originalSnapshotCreateTime() != null
                                ? snapshot.originalSnapshotCreateTime()
                                : snapshot.snapshotCreateTime(),
                "encrypted", snapshot.encrypted(),
                "key", snapshot.kmsKeyId(),
                "sizeGiB", snapshot.allocatedStorage());
    }

    static List<Tag> tags(OperationId operation, Map<String, String> more) {
        List<Tag> tags = new ArrayList<>();
        tags.add(Tag.builder().key(OperationTag.KEY).value(operation.value()).build());
        new TreeMap<>(more)
                .forEach((key, value) ->
                        tags.add(Tag.builder().key(key).value(value).build()));
        return tags;
    }
}
