package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticache.model.CopySnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.CopySnapshotResponse;
import software.amazon.awssdk.services.elasticache.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.elasticache.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.elasticache.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/** The snapshots of all regions, and the operations on them. Snapshots never leave their region. */
final class Snapshots {
    /** ElastiCache API reference, DescribeSnapshots, MaxRecords. */
    private static final int MOST_RECORDS = 50;

    /** In any contiguous 24 hours, for each node: user guide, "Backup constraints". */
    private static final int MOST_A_DAY = 20;

    /** Those requested, copies included, and automatic ones that have been deleted before their time. */
    private final Regional<CacheSnapshot> stored = new Regional<>();

    private final CacheGroups groups;
    private final KmsSimulator kms;
    private final ElastiCacheTags tags;
    private final SnapshotExports exports;

    Snapshots(CacheGroups groups, KmsSimulator kms, ElastiCacheTags tags, SnapshotExports exports) {
        this.groups = groups;
        this.kms = kms;
        this.tags = tags;
        this.exports = exports;
    }

    void declare(Operations operations) {
        operations
                .change("CreateSnapshot", CreateSnapshotRequest.class, this::create)
                .change("CopySnapshot", CopySnapshotRequest.class, this::copy)
                .change("DeleteSnapshot", DeleteSnapshotRequest.class, this::delete)
                .read("DescribeSnapshots", DescribeSnapshotsRequest.class, this::describe);
    }

    List<String> inventory(Instant now) {
        return stored.all().stream()
                .filter(snapshot ->
                        !snapshot.isGone(now) && snapshot.fixed.snapshotSource().equals("manual"))
                .map(snapshot -> snapshot.region + " elasticache snapshot " + snapshot.name() + " "
                        + snapshot.lifecycle.atRest() + " of=" + sourceOf(snapshot.fixed) + " key="
                        + (snapshot.fixed.kmsKeyId() == null ? "none" : kms.nameOf(snapshot.fixed.kmsKeyId()))
                        + " tags=" + tags.of(snapshot.arn()))
                .toList();
    }

    Map<String, Instant> restsAt() {
        return stored.all().stream()
                .collect(Collectors.toMap(CacheSnapshot::arn, snapshot -> snapshot.lifecycle.restsAt()));
    }

    /** The snapshot that {@code name} names in the client's region, manual or automatic. */
    Optional<CacheSnapshot> find(Context context, String name) {
        String wanted = ElastiCacheNames.existing(name);
        return all(context).filter(each -> each.name().equals(wanted)).findFirst();
    }

    private CreateSnapshotResponse create(Context context, CreateSnapshotRequest request) {
        String name = admitted(context, request.snapshotName());
        if ((request.replicationGroupId() == null) == (request.cacheClusterId() == null)) {
            throw ElastiCacheErrors.invalidCombination(
                    "Exactly one of ReplicationGroupId and CacheClusterId must be specified.");
        }
        ElastiCacheTags.admit(request.tags());
        SnapshotOrder order = request.replicationGroupId() != null
                ? SnapshotOrder.ofGroup(context, groups, request.replicationGroupId())
                : SnapshotOrder.ofNode(context, groups, request.cacheClusterId());
        CacheGroup group = order.group();
        if (group.countedLastDay(order.source(), context.now()) >= MOST_A_DAY) {
            throw ElastiCacheErrors.snapshotQuota(order.quotaMessage(MOST_A_DAY));
        }
        String key = request.kmsKeyId() == null ? group.fixed.kmsKeyId() : key(context, request.kmsKeyId());
        String arn = context.arn("elasticache", "snapshot:" + name);
        Instant begins = context.now().plus(ElastiCacheDurations.start(context.seed(), arn));
        Instant completes =
                begins.plus(ElastiCacheDurations.snapshot(context.seed(), arn, group.megabytes(context.seed())));
        Snapshot fixed = order.snapshot(context.seed(), begins).toBuilder()
                .snapshotName(name)
                .arn(arn)
                .snapshotSource("manual")
                .kmsKeyId(key)
                .build();
        CacheSnapshot snapshot =
                CacheSnapshot.of(context.region(), fixed, context.now(), begins, completes, fate(context, name));
        group.count(order.source(), context.now());
        // A snapshot that never ends keeps its source busy for good.
        boolean ends = snapshot.lifecycle.restsAt().isAfter(context.now());
        group.snapshotting(context.now(), ends ? snapshot.lifecycle.restsAt() : Instant.MAX, order.nodes());
        tags.add(arn, request.tags());
        stored.put(context.region(), name, snapshot);
        return CreateSnapshotResponse.builder()
                .snapshot(snapshot.described(context.now(), true))
                .build();
    }

    private CopySnapshotResponse copy(Context context, CopySnapshotRequest request) {
        if (request.targetBucket() != null) {
            return exports.export(context, request, require(context, request.sourceSnapshotName()));
        }
        String name = admitted(context, request.targetSnapshotName());
        ElastiCacheTags.admit(request.tags());
        CacheSnapshot source = require(context, request.sourceSnapshotName());
        if (!source.isAvailable(context.now())) {
            throw ElastiCacheErrors.snapshotState("The snapshot " + source.name() + " is not in the available state.");
        }
        String arn = context.arn("elasticache", "snapshot:" + name);
        Snapshot fixed = source.fixed.toBuilder()
                .snapshotName(name)
                .arn(arn)
                .snapshotSource("manual")
                .kmsKeyId(request.kmsKeyId() == null ? source.fixed.kmsKeyId() : key(context, request.kmsKeyId()))
                .build();
        Instant completes = context.now().plus(ElastiCacheDurations.snapshot(context.seed(), arn, 1));
        CacheSnapshot copy =
                CacheSnapshot.of(context.region(), fixed, context.now(), source.begins, completes, fate(context, name));
        tags.add(arn, request.tags());
        stored.put(context.region(), name, copy);
        return CopySnapshotResponse.builder()
                .snapshot(copy.described(context.now(), true))
                .build();
    }

    private DeleteSnapshotResponse delete(Context context, DeleteSnapshotRequest request) {
        CacheSnapshot snapshot = require(context, request.snapshotName());
        if (!snapshot.isComplete(context.now())) {
            throw ElastiCacheErrors.snapshotState(
                    "The snapshot " + snapshot.name() + " is not in the available or failed state.");
        }
        snapshot.delete(context.now(), ElastiCacheDurations.deletion(context.seed(), snapshot.arn()));
        stored.put(context.region(), snapshot.name(), snapshot);
        tags.forget(snapshot.arn());
        return DeleteSnapshotResponse.builder()
                .snapshot(snapshot.described(context.now(), false))
                .build();
    }

    private DescribeSnapshotsResponse describe(Context context, DescribeSnapshotsRequest request) {
        String source = request.snapshotSource();
        if (source != null && !source.equals("system") && !source.equals("user")) {
            throw ElastiCacheErrors.invalidValue("SnapshotSource must be system or user: " + source);
        }
        List<CacheSnapshot> found = all(context)
                .filter(snapshot -> context.sees(snapshot.arn(), snapshot.requested))
                .filter(snapshot -> isWanted(snapshot.fixed, request))
                .sorted(Comparator.comparing(CacheSnapshot::name))
                .toList();
        if (request.snapshotName() != null && found.isEmpty()) {
            throw ElastiCacheErrors.snapshotNotFound(request.snapshotName());
        }
        Page<CacheSnapshot> page = ElastiCacheListing.page(
                found, CacheSnapshot::name, request.marker(), request.maxRecords(), MOST_RECORDS);
        boolean shards = Boolean.TRUE.equals(request.showNodeGroupConfig());
        return DescribeSnapshotsResponse.builder()
                .snapshots(page.items().stream()
                        .map(snapshot -> snapshot.described(context.now(), shards))
                        .toList())
                .marker(page.marker())
                .build();
    }

    private static boolean isWanted(Snapshot snapshot, DescribeSnapshotsRequest request) {
        String source = "user".equals(request.snapshotSource()) ? "manual" : "automated";
        return isWanted(request.snapshotName(), snapshot.snapshotName())
                && isWanted(request.cacheClusterId(), snapshot.cacheClusterId())
                && isWanted(request.replicationGroupId(), snapshot.replicationGroupId())
                && (request.snapshotSource() == null || source.equals(snapshot.snapshotSource()));
    }

    private static boolean isWanted(String wanted, String actual) {
        return wanted == null || ElastiCacheNames.existing(wanted).equals(actual);
    }

    /** All snapshots of the client's region that are not gone. */
    private Stream<CacheSnapshot> all(Context context) {
        Stream<CacheSnapshot> automatic = groups.all(context).stream()
                .flatMap(group -> AutomaticSnapshots.of(group, context).stream())
                .filter(each -> stored.find(context.region(), each.name()).isEmpty());
        return Stream.concat(stored.all(context.region()).stream(), automatic)
                .filter(each -> !each.isGone(context.now()));
    }

    private CacheSnapshot require(Context context, String name) {
        return find(context, name).orElseThrow(() -> ElastiCacheErrors.snapshotNotFound(name));
    }

    /** The name of a new snapshot, which must be well-formed and free. */
    private String admitted(Context context, String given) {
        String name = ElastiCacheNames.newSnapshot(given);
        if (find(context, name).isPresent()) {
            throw ElastiCacheErrors.snapshotExists(name);
        }
        return name;
    }

    private String key(Context context, String id) {
        return kms.resolve(context.region(), id).orElseThrow(() -> ElastiCacheErrors.invalidKey(id));
    }

    private static String fate(Context context, String name) {
        return context.scripts()
                .get(ElastiCacheScripts.snapshot(context.region(), name))
                .orElse("");
    }

    private static String sourceOf(Snapshot snapshot) {
        return snapshot.replicationGroupId() == null ? snapshot.cacheClusterId() : snapshot.replicationGroupId();
    }
}
