package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Lifecycle;
import io.labelmint.dr.simulator.s3.S3Simulator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/** What a new replication group is restored from: user guide, "Restoring from a backup into a new cache". */
final class GroupRestores {
    private final CacheGroups groups;
    private static final Pattern OBJECT = Pattern.compile("arn:aws[a-z-]*:s3:::([^/]+)/(.+)");

    private final Snapshots snapshots;
    private final S3Simulator s3;

    GroupRestores(CacheGroups groups, Snapshots snapshots, S3Simulator s3) {
        this.groups = groups;
        this.snapshots = snapshots;
        this.s3 = s3;
    }

    /** What {@code request} restores; empty if it restores nothing. */
    Optional<RestoredCache> restored(Context context, CreateReplicationGroupRequest request) {
        if (request.hasSnapshotArns()) {
            return Optional.of(seeded(context, request));
        }
        if (request.snapshotName() == null) {
            return Optional.empty();
        }
        CacheSnapshot snapshot = snapshots
                .find(context, request.snapshotName())
                .orElseThrow(() -> ElastiCacheErrors.snapshotNotFound(request.snapshotName()));
        if (!snapshot.isAvailable(context.now())) {
            throw ElastiCacheErrors.snapshotState(
                    "The snapshot " + snapshot.name() + " is not in the available state.");
        }
        Snapshot fixed = snapshot.fixed;
        boolean sharded = fixed.cacheClusterId() == null;
        if (sharded != GroupRequests.clusterMode(request)) {
            throw ElastiCacheErrors.invalidCombination("The snapshot " + snapshot.name() + " was taken "
                    + (sharded ? "with" : "without") + " cluster mode, and the replication group is created "
                    + (sharded ? "without." : "with it."));
        }
        return groups.sourceOf(context.region(), fixed)
                .map(group -> new RestoredCache(
                        group.id(),
                        snapshot.name(),
                        snapshot.begins,
                        group.items(context, snapshot.begins),
                        group.expiring(context, snapshot.begins)));
    }

    /** From files: user guide, "Seeding a new cluster with an externally created backup". */
    private RestoredCache seeded(Context context, CreateReplicationGroupRequest request) {
        if (request.snapshotName() != null) {
            throw ElastiCacheErrors.invalidCombination("SnapshotName and SnapshotArns cannot both be specified.");
        }
        boolean clusterMode = GroupRequests.clusterMode(request);
        if (clusterMode && request.nodeGroupConfiguration().stream().anyMatch(shard -> shard.slots() == null)) {
            throw ElastiCacheErrors.invalidCombination(
                    "Slots must be provided when restoring from snapshot ARNs with cluster mode enabled");
        }
        if (!clusterMode && request.snapshotArns().size() > 1) {
            throw ElastiCacheErrors.invalidCombination("One file can be restored without cluster mode.");
        }
        return request.snapshotArns().stream()
                .map(arn -> file(context, arn))
                .reduce((some, more) -> new RestoredCache(
                        some.sourceGroup(),
                        some.snapshot(),
                        some.moment(),
                        some.keys() + more.keys(),
                        some.expiring() + more.expiring()))
                .orElseThrow();
    }

    private RestoredCache file(Context context, String arn) {
        Matcher object = OBJECT.matcher(arn);
        if (!object.matches()) {
            throw ElastiCacheErrors.invalidValue("Invalid snapshot ARN: " + arn);
        }
        String bucket = object.group(1);
        String key = object.group(2);
        if (s3.usesKms(context, bucket, key)) {
            throw ElastiCacheErrors.invalidValue("The file " + arn + " is encrypted, which is not supported.");
        }
        return s3.read(context, bucket, key)
                .flatMap(SnapshotExports::read)
                .orElseThrow(() -> ElastiCacheErrors.invalidValue("Unable to read the file " + arn + "."));
    }

    /** The statuses of the new group {@code id}; one that is restored may be scripted to fail or hang. */
    static Lifecycle lifecycle(Context context, String id, String arn, Optional<RestoredCache> restored) {
        Lifecycle lifecycle = new Lifecycle(context.now(), "creating");
        String fate = restored.flatMap(from -> context.scripts().get(ElastiCacheScripts.restore(context.region(), id)))
                .orElse("");
        return switch (fate) {
            case ElastiCacheScripts.HANGS -> lifecycle;
            case ElastiCacheScripts.FAILS ->
                lifecycle.become(
                        context.now().plus(ElastiCacheDurations.creation(context.seed(), arn)), CacheGroup.FAILED);
            default ->
                lifecycle.become(
                        context.now().plus(ElastiCacheDurations.creation(context.seed(), arn)), CacheGroup.AVAILABLE);
        };
    }
}
