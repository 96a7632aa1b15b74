package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Regional;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The DB snapshots that AWS Backup takes and copies: its recovery points, as RDS sees them. RDS shows and restores them;
 * they come, go and are retained as AWS Backup says.
 */
public final class BackupSnapshots {
    /** RDS API reference, DBSnapshot, SnapshotType. */
    static final String TYPE = "awsbackup";

    private final Regional<DbSnapshot> snapshots = new Regional<>();
    private final Instances instances;
    private final RdsTags tags;
    private BiPredicate<Context, String> shown = (context, arn) -> true;

    BackupSnapshots(Instances instances, RdsTags tags) {
        this.instances = instances;
        this.tags = tags;
    }

    /** Lets {@code shown} decide whether the snapshot of an ARN exists at the time of a context. */
    public void shownIf(BiPredicate<Context, String> shown) {
        this.shown = shown;
    }

    /** The instance {@code arn}, if there is one in the client's region. */
    public Optional<DBInstance> instance(Context context, String arn) {
        return find(context, arn).map(instance -> instance.fixed(context.now()));
    }

    /** Whether a snapshot of the instance {@code arn} can begin at {@code at}, as far as is known now. */
    public boolean canBegin(Context context, String arn, Instant at) {
        return find(context, arn)
                .filter(instance -> instance.status(context.seed(), at).equals(DbInstance.AVAILABLE))
                .isPresent();
    }

    /** When the snapshot {@code id} of the instance {@code arn} would be complete. */
    public Instant completes(Context context, String arn, String id, Instant begins) {
        DbInstance instance = find(context, arn).orElseThrow();
        boolean incremental = instance.backupsSince != null || anyOf(context.region(), instance.resourceId());
        String snapshot = context.arn("rds", "snapshot:" + id);
        return begins.plus(RdsDurations.snapshot(
                context.seed(), snapshot, instance.fixed(context.now()).allocatedStorage(), incremental));
    }

    /** Takes the snapshot {@code id} of the instance {@code arn}; it carries the instance's tags and {@code more}. */
    public void take(
            Context context, String arn, String id, Instant begins, Instant completes, Map<String, String> more) {
        DbInstance instance = find(context, arn).orElseThrow();
        DBInstance origin = instances.described(context, instance);
        String snapshot = context.arn("rds", "snapshot:" + id);
        DBSnapshot fixed =
                Snapshots.described(origin, id, snapshot, TYPE, begins).build();
        if (!origin.multiAZ()) {
            instance.lifecycle.pass(begins, completes, DbInstance.BACKING_UP);
        }
        tags.add(snapshot, origin.tagList());
        tags.add(
                snapshot,
                more.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList());
        add(origin, context.region(), fixed, "creating", context.now(), begins, completes);
    }

    /** When a copy of the snapshot {@code source} to {@code region}, encrypted with {@code key}, would be complete. */
    public Instant copyCompletes(Context context, String source, String region, String id, Instant begins, String key) {
        DBSnapshot from = snapshot(source).fixed;
        String copy = context.in(region).arn("rds", "snapshot:" + id);
        if (region.equals(context.region())) {
            return begins.plus(RdsDurations.snapshot(context.seed(), copy, from.allocatedStorage(), true));
        }
        // With another key than the last copy's it is a full one: AWS Backup developer guide, "Encryption for backups".
        boolean incremental = snapshots.all(region).stream()
                .anyMatch(other -> other.fixed.dbiResourceId().equals(from.dbiResourceId())
                        && Objects.equals(other.fixed.kmsKeyId(), key));
        return begins.plus(RdsDurations.copy(context.seed(), copy, from.allocatedStorage(), incremental));
    }

    /** Copies the snapshot {@code source}, with its tags, to {@code region} and encrypts the copy with {@code key}. */
    public void copy(
            Context context, String source, String region, String id, Instant begins, Instant completes, String key) {
        DbSnapshot from = snapshot(source);
        String arn = context.in(region).arn("rds", "snapshot:" + id);
        DBSnapshot fixed = from.fixed.toBuilder()
                .dbSnapshotIdentifier(id)
                .dbSnapshotArn(arn)
                .sourceRegion(from.region)
                .sourceDBSnapshotIdentifier(source)
                .availabilityZone(null)
                .encrypted(true)
                .kmsKeyId(key)
                .snapshotCreateTime(begins)
                .build();
        tags.add(arn, tags.list(source));
        add(from.origin, region, fixed, "copying", context.now(), begins, completes);
    }

    /** The snapshots that exist in {@code region} now. */
    Stream<DbSnapshot> in(Context context, String region) {
        return snapshots.all(region).stream().filter(snapshot -> shown.test(context, snapshot.arn()));
    }

    private void add(
            DBInstance origin,
            String region,
            DBSnapshot fixed,
            String busy,
            Instant requested,
            Instant begins,
            Instant completes) {
        snapshots.put(
                region,
                fixed.dbSnapshotIdentifier(),
                DbSnapshot.of(origin, region, fixed, busy, requested, begins, completes, ""));
    }

    private boolean anyOf(String region, String dbiResourceId) {
        return snapshots.all(region).stream()
                .anyMatch(snapshot -> snapshot.fixed.dbiResourceId().equals(dbiResourceId));
    }

    private Optional<DbInstance> find(Context context, String arn) {
        return instances.find(context, RdsNames.region(arn, ""), RdsNames.existing(arn, "db"));
    }

    private DbSnapshot snapshot(String arn) {
        return snapshots
                .find(RdsNames.region(arn, ""), RdsNames.existing(arn, "snapshot"))
                .orElseThrow();
    }
}
