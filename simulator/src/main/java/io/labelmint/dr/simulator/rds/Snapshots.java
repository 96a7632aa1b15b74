package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/** The manual snapshots of all regions, and the operations on snapshots other than copying them. */
final class Snapshots {
    /** RDS user guide, "Quotas and constraints": manual DB instance snapshots a region. */
    private static final long MOST_MANUAL = 100;

    private final Regional<DbSnapshot> manual = new Regional<>();
    private final Instances instances;
    private final BackupSnapshots backups;
    private final RdsTags tags;

    Snapshots(Instances instances, BackupSnapshots backups, RdsTags tags) {
        this.instances = instances;
        this.backups = backups;
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations
                .change("CreateDBSnapshot", CreateDbSnapshotRequest.class, this::create)
                .change("DeleteDBSnapshot", DeleteDbSnapshotRequest.class, this::delete)
                .read("DescribeDBSnapshots", DescribeDbSnapshotsRequest.class, this::describe);
    }

    /** What a snapshot of {@code source} shows of it. */
    static DBSnapshot.Builder described(DBInstance source, String id, String arn, String type, Instant taken) {
        return DBSnapshot.builder()
                .dbSnapshotIdentifier(id)
                .dbSnapshotArn(arn)
                .snapshotType(type)
                .snapshotTarget("region")
                .dbInstanceIdentifier(source.dbInstanceIdentifier())
                .dbiResourceId(source.dbiResourceId())
                .instanceCreateTime(source.instanceCreateTime())
                .engine(source.engine())
                .engineVersion(source.engineVersion())
                .licenseModel(source.licenseModel())
                .masterUsername(source.masterUsername())
                .port(source.dbInstancePort())
                .availabilityZone(source.availabilityZone())
                .allocatedStorage(source.allocatedStorage())
                .storageType(source.storageType())
                .iops(source.iops())
                .encrypted(source.storageEncrypted())
                .kmsKeyId(source.kmsKeyId())
                .snapshotCreateTime(taken)
                .originalSnapshotCreateTime(taken);
    }

    /** The snapshot that {@code id} names in {@code region}: manual, automated or made by AWS Backup. */
    Optional<DbSnapshot> find(Context context, String region, String id) {
        return manual.find(region, id)
                .or(() -> unmanaged(context, region)
                        .filter(snapshot -> snapshot.id().equals(id))
                        .findFirst());
    }

    /** The manual snapshots of {@code region}. */
    List<DbSnapshot> manual(String region) {
        return List.copyOf(manual.all(region));
    }

    /** The manual snapshots of all regions. */
    List<DbSnapshot> manual() {
        return List.copyOf(manual.all());
    }

    /** Checks that {@code id} is free and one more snapshot allowed. */
    void admit(Context context, String id) {
        if (manual.find(context.region(), id).isPresent()) {
            throw RdsErrors.snapshotExists(id);
        }
        long most = mostManual(context);
        if (manual.all(context.region()).size() >= most) {
            throw RdsErrors.snapshotQuota("Cannot create more than " + most + " manual snapshots");
        }
    }

    /** The quota of the region. */
    static long mostManual(Context context) {
        return context.scripts()
                .get(RdsScripts.manualSnapshots(context.region()))
                .map(Long::parseLong)
                .orElse(MOST_MANUAL);
    }

    void add(DbSnapshot snapshot) {
        manual.put(snapshot.region, snapshot.id(), snapshot);
    }

    private CreateDbSnapshotResponse create(Context context, CreateDbSnapshotRequest request) {
        String id = RdsNames.newSnapshot(request.dbSnapshotIdentifier());
        DbInstance instance = instances.require(context, request.dbInstanceIdentifier());
        admit(context, id);
        if (!instance.status(context.seed(), context.now()).equals(DbInstance.AVAILABLE)) {
            throw RdsErrors.instanceState("Cannot create a snapshot because the database instance "
                    + instance.id(context.now())
                    + " is not currently in the available state.");
        }
        DBInstance origin = instances.described(context, instance);
        String arn = context.arn("rds", "snapshot:" + id);
        boolean incremental = instance.backupsSince != null
                || manual.all(context.region()).stream()
                        .anyMatch(earlier -> earlier.fixed.dbiResourceId().equals(instance.resourceId()));
        Instant begins = context.now().plus(RdsDurations.start(context.seed(), arn));
        Duration lasts = RdsDurations.snapshot(context.seed(), arn, origin.allocatedStorage(), incremental);
        Instant completes = begins.plus(lasts);
        DbSnapshot snapshot = DbSnapshot.of(
                origin,
                context.region(),
                described(origin, id, arn, "manual", begins).build(),
                "creating",
                context.now(),
                begins,
                completes,
                context.scripts().get(RdsScripts.snapshot(context.region(), id)).orElse(""));
        tags.add(arn, request.tags());
        if (!origin.multiAZ()) {
            instance.lifecycle.pass(context.now(), completes, DbInstance.BACKING_UP);
        }
        add(snapshot);
        return CreateDbSnapshotResponse.builder()
                .dbSnapshot(snapshot.described(context.now(), tags))
                .build();
    }

    private DeleteDbSnapshotResponse delete(Context context, DeleteDbSnapshotRequest request) {
        String id = RdsNames.existing(request.dbSnapshotIdentifier(), "snapshot");
        DbSnapshot snapshot = find(context, context.region(), id).orElseThrow(() -> RdsErrors.snapshotNotFound(id));
        if (!snapshot.isManual()) {
            throw RdsErrors.snapshotState("Only manual snapshots may be deleted.");
        }
        // A copy in progress may be deleted, which cancels it: RDS API reference, CopyDBSnapshot.
        if (!snapshot.isComplete(context.now()) && !snapshot.isCopy()) {
            throw RdsErrors.snapshotState(
                    "Cannot delete the snapshot because it is not currently in the available or failed state.");
        }
        DBSnapshot described = snapshot.described(context.now(), tags).toBuilder()
                .status("deleted")
                .build();
        manual.remove(context.region(), id);
        tags.forget(snapshot.arn());
        return DeleteDbSnapshotResponse.builder().dbSnapshot(described).build();
    }

    private DescribeDbSnapshotsResponse describe(Context context, DescribeDbSnapshotsRequest request) {
        List<DbSnapshot> visible = new ArrayList<>(
                Stream.concat(manual.all(context.region()).stream(), unmanaged(context, context.region()))
                        .filter(snapshot -> context.sees(snapshot.arn(), snapshot.requested))
                        .filter(snapshot -> isWanted(snapshot, request))
                        .sorted(Comparator.comparing(DbSnapshot::id))
                        .toList());
        if (request.dbSnapshotIdentifier() != null && visible.isEmpty()) {
            throw RdsErrors.snapshotNotFound(request.dbSnapshotIdentifier());
        }
        Page<DbSnapshot> page = RdsListing.page(visible, DbSnapshot::id, request.marker(), request.maxRecords());
        return DescribeDbSnapshotsResponse.builder()
                .dbSnapshots(page.items().stream()
                        .map(snapshot -> snapshot.described(context.now(), tags))
                        .toList())
                .marker(page.marker())
                .build();
    }

    private static boolean isWanted(DbSnapshot snapshot, DescribeDbSnapshotsRequest request) {
        DBSnapshot fixed = snapshot.fixed;
        String id = request.dbSnapshotIdentifier();
        String instance = request.dbInstanceIdentifier();
        return (id == null || RdsNames.existing(id, "snapshot").equals(snapshot.id()))
                && (instance == null || RdsNames.existing(instance, "db").equals(fixed.dbInstanceIdentifier()))
                && isOfType(fixed.snapshotType(), request)
                && (request.dbiResourceId() == null || request.dbiResourceId().equals(fixed.dbiResourceId()))
                && RdsListing.passes(
                        request.filters(),
                        Map.of(
                                "db-instance-id", fixed.dbInstanceIdentifier(),
                                "db-snapshot-id", snapshot.id(),
                                "dbi-resource-id", fixed.dbiResourceId(),
                                "snapshot-type", fixed.snapshotType(),
                                "engine", fixed.engine()));
    }

    /** Without a type the answer has automated and manual snapshots: API reference, DescribeDBSnapshots. */
    private static boolean isOfType(String type, DescribeDbSnapshotsRequest request) {
        if (request.snapshotType() != null) {
            return request.snapshotType().equals(type);
        }
        return request.dbSnapshotIdentifier() != null || !type.equals(BackupSnapshots.TYPE);
    }

    /** The snapshots that cannot be deleted here. */
    private Stream<DbSnapshot> unmanaged(Context context, String region) {
        return Stream.concat(automated(context, region), backups.in(context, region));
    }

    private Stream<DbSnapshot> automated(Context context, String region) {
        return instances.all(region).stream()
                .filter(instance -> !instance.isGone(context.now()))
                .flatMap(instance -> AutomatedSnapshots.of(instance, context.seed(), context.now()).stream());
    }
}
