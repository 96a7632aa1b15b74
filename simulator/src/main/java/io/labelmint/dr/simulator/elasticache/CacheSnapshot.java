package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.elasticache.model.NodeSnapshot;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * A simulated snapshot, taken or copied. A replication group with several shards makes one snapshot with several node
 * snapshots.
 */
final class CacheSnapshot {
    static final String AVAILABLE = "available";
    static final String FAILED = "failed";
    private static final String GONE = "gone";

    final String region;
    final Lifecycle lifecycle;
    final Instant requested;

    /** When the data set is obtained; of a copy, long before the copy is requested. */
    final Instant begins;

    /** Everything of the description that no time changes, sizes and instants of the node snapshots included. */
    final Snapshot fixed;

    private CacheSnapshot(String region, Snapshot fixed, Lifecycle lifecycle, Instant requested, Instant begins) {
        this.region = region;
        this.fixed = fixed;
        this.lifecycle = lifecycle;
        this.requested = requested;
        this.begins = begins;
    }

    /**
     * A snapshot in the making.
     *
     * @param fate {@link ElastiCacheScripts#FAILS}, {@link ElastiCacheScripts#HANGS}, or anything else for success
     */
    static CacheSnapshot of(
            String region, Snapshot fixed, Instant requested, Instant begins, Instant completes, String fate) {
        Lifecycle lifecycle = new Lifecycle(requested, "creating");
        switch (fate) {
            case ElastiCacheScripts.HANGS -> {}
            case ElastiCacheScripts.FAILS ->
                lifecycle.become(
                        requested.plus(Duration.between(requested, completes).dividedBy(2)), FAILED);
            default -> lifecycle.become(completes, AVAILABLE);
        }
        return new CacheSnapshot(region, fixed, lifecycle, requested, begins);
    }

    String name() {
        return fixed.snapshotName();
    }

    String arn() {
        return fixed.arn();
    }

    boolean isAvailable(Instant now) {
        return lifecycle.at(now).equals(AVAILABLE);
    }

    /** Whether nothing more will happen to it by itself. */
    boolean isComplete(Instant now) {
        String status = lifecycle.at(now);
        return status.equals(AVAILABLE) || status.equals(FAILED);
    }

    boolean isGone(Instant now) {
        return lifecycle.at(now).equals(GONE);
    }

    void delete(Instant now, Duration takes) {
        lifecycle.become(now, "deleting").become(now.plus(takes), GONE);
    }

    /**
     * What DescribeSnapshots shows. The answer to CreateSnapshot has neither sizes nor SnapshotCreateTime yet, while
     * that to CopySnapshot has both (AWS CLI reference, examples of create-snapshot and copy-snapshot).
     */
    Snapshot described(Instant now, boolean showShards) {
        String status = lifecycle.at(now);
        boolean sized = !status.equals("creating") || begins.isBefore(requested);
        List<NodeSnapshot> nodes = fixed.nodeSnapshots().stream()
                .map(node -> node.toBuilder()
                        .cacheSize(sized ? node.cacheSize() : "")
                        .snapshotCreateTime(now.isBefore(begins) ? null : node.snapshotCreateTime())
                        .nodeGroupConfiguration(showShards ? node.nodeGroupConfiguration() : null)
                        .build())
                .toList();
        return fixed.toBuilder().snapshotStatus(status).nodeSnapshots(nodes).build();
    }
}
