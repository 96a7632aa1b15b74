package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Copying snapshots, within a region and into it from another one: RDS user guide, "Copying a DB snapshot for Amazon
 * RDS".
 */
final class SnapshotCopies {
    /** At a time into one region: RDS user guide, "Copying a DB snapshot for Amazon RDS". */
    private static final int MOST_IN_PROGRESS = 20;

    private final Snapshots snapshots;
    private final KmsSimulator kms;
    private final RdsTags tags;

    SnapshotCopies(Snapshots snapshots, KmsSimulator kms, RdsTags tags) {
        this.snapshots = snapshots;
        this.kms = kms;
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations.change("CopyDBSnapshot", CopyDbSnapshotRequest.class, this::copy);
    }

    private CopyDbSnapshotResponse copy(Context context, CopyDbSnapshotRequest request) {
        String id = RdsNames.newSnapshot(request.targetDBSnapshotIdentifier());
        DbSnapshot source = source(context, request);
        boolean crossRegion = !source.region.equals(context.region());
        snapshots.admit(context, id);
        List<DbSnapshot> copies = snapshots.manual(context.region()).stream()
                .filter(DbSnapshot::isCopy)
                .toList();
        List<DbSnapshot> inProgress = copies.stream()
                .filter(copy -> !copy.isComplete(context.now())
                        && !copy.fixed.sourceRegion().equals(context.region()))
                .toList();
        if (crossRegion && inProgress.size() >= MOST_IN_PROGRESS) {
            throw RdsErrors.snapshotQuota("Cannot copy more than " + MOST_IN_PROGRESS + " snapshots across regions");
        }
        String key = key(context, request, source, crossRegion);
        String arn = context.arn("rds", "snapshot:" + id);
        // Copies of one instance into one region wait for each other.
        Instant begins = inProgress.stream()
                .filter(copy -> sameInstance(copy, source))
                .map(copy -> copy.completes)
                .filter(context.now()::isBefore)
                .max(Instant::compareTo)
                .orElse(context.now())
                .plus(RdsDurations.start(context.seed(), arn));
        boolean incremental = copies.stream()
                .anyMatch(copy -> sameInstance(copy, source)
                        && copy.isAvailable(context.now())
                        && Objects.equals(copy.fixed.kmsKeyId(), key));
        int gib = source.fixed.allocatedStorage();
        Instant completes = begins.plus(
                crossRegion
                        ? RdsDurations.copy(context.seed(), arn, gib, incremental)
                        : RdsDurations.snapshot(context.seed(), arn, gib, true));
        DBSnapshot fixed = source.fixed.toBuilder()
                .dbSnapshotIdentifier(id)
                .dbSnapshotArn(arn)
                .snapshotType("manual")
                .sourceRegion(source.region)
                .sourceDBSnapshotIdentifier(source.arn())
                .availabilityZone(null)
                .encrypted(key != null)
                .kmsKeyId(key)
                // SnapshotCreateTime changes when a snapshot is copied, the original one does not: API reference,
                // DBSnapshot.
                .snapshotCreateTime(begins)
                .build();
        DbSnapshot copy = DbSnapshot.of(
                source.origin,
                context.region(),
                fixed,
                "copying",
                context.now(),
                begins,
                completes,
                fate(context, source, id));
        if (Boolean.TRUE.equals(request.copyTags())) {
            tags.add(arn, tags.list(source.arn()));
        }
        tags.add(arn, request.tags());
        snapshots.add(copy);
        return CopyDbSnapshotResponse.builder()
                .dbSnapshot(copy.described(context.now(), tags))
                .build();
    }

    private DbSnapshot source(Context context, CopyDbSnapshotRequest request) {
        String given = request.sourceDBSnapshotIdentifier();
        String region = RdsNames.region(given, context.region());
        if (request.sourceRegion() != null && !request.sourceRegion().equals(region)) {
            throw RdsErrors.invalidValue("The source snapshot " + given + " is not in " + request.sourceRegion() + ".");
        }
        DbSnapshot source = snapshots
                .find(context, region, RdsNames.existing(given, "snapshot"))
                .orElseThrow(() -> RdsErrors.snapshotNotFound(given));
        if (!source.isAvailable(context.now())) {
            throw RdsErrors.snapshotState(
                    "Cannot copy the snapshot because the source snapshot is not currently in the available state.");
        }
        return source;
    }

    /** The ARN of the key to encrypt with, or null. A key of the source's region is of no use in this one. */
    private String key(Context context, CopyDbSnapshotRequest request, DbSnapshot source, boolean crossRegion) {
        if (request.kmsKeyId() != null) {
            return kms.resolve(context.region(), request.kmsKeyId())
                    .orElseThrow(() -> RdsErrors.keyNotAccessible(request.kmsKeyId()));
        }
        if (!source.fixed.encrypted()) {
            return null;
        }
        if (crossRegion) {
            throw RdsErrors.keyNotAccessible("None");
        }
        return source.fixed.kmsKeyId();
    }

    /** A copy out of a region that is cut off makes no progress, which is how a disaster meets a copy. */
    private static String fate(Context context, DbSnapshot source, String id) {
        String scripted =
                context.scripts().get(RdsScripts.snapshot(context.region(), id)).orElse("");
        return context.scripts().cutOffSince(source.region).isPresent() ? RdsScripts.HANGS : scripted;
    }

    private static boolean sameInstance(DbSnapshot one, DbSnapshot other) {
        return one.fixed.dbiResourceId().equals(other.fixed.dbiResourceId());
    }
}
