package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Lifecycle;
import io.labelmint.dr.simulator.core.Seed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/** A simulated replication group: what stays, as the SDK describes it, its nodes, and what changes with time. */
final class CacheGroup {
    static final String AVAILABLE = "available";
    static final String SNAPSHOTTING = "snapshotting";
    static final String FAILED = "create-failed";
    private static final String GONE = "gone";

    /** Of the keys of a group a third expires. */
    private static final double EXPIRING = 1.0 / 3;

    final String region;
    final Lifecycle lifecycle;
    final List<CacheNode> nodes;

    /** Everything of the description that no time changes. */
    final ReplicationGroup fixed;

    /** What the descriptions of all its cache clusters share. */
    final CacheCluster cluster;

    final int port;

    /** What it was restored from; null if it was not. */
    RestoredCache restored;

    /** Its place in a global datastore, the one it left included; null if it never was in one. */
    GlobalDatastore.Member member;

    /** When it was asked to leave its global datastore; null if it was not. */
    Instant leaves;

    /** When manual snapshots of each source (a node, or the whole group) were requested: what the quota counts. */
    private final Map<String, List<Instant>> requested = new TreeMap<>();

    CacheGroup(
            String region,
            ReplicationGroup fixed,
            CacheCluster cluster,
            int port,
            List<CacheNode> nodes,
            Lifecycle lifecycle) {
        this.region = region;
        this.fixed = fixed;
        this.cluster = cluster;
        this.port = port;
        this.nodes = List.copyOf(nodes);
        this.lifecycle = lifecycle;
    }

    String id() {
        return fixed.replicationGroupId();
    }

    String arn() {
        return fixed.arn();
    }

    /** Its place in a global datastore at {@code now}. */
    Optional<GlobalDatastore.Member> membership(Instant now) {
        return Optional.ofNullable(member).filter(place -> !place.hasLeft(now));
    }

    boolean clusterMode() {
        return fixed.clusterEnabled();
    }

    int retentionDays() {
        return fixed.snapshotRetentionLimit();
    }

    /** The names of its shards, in order. */
    List<String> shards() {
        return nodes.stream().map(CacheNode::shard).distinct().toList();
    }

    /** The status; a running automatic backup shows. */
    String status(Context context) {
        return shown(context, lifecycle.at(context.now()), true);
    }

    /** The status of {@code node}; during an automatic backup only the node it is taken from is busy. */
    String status(Context context, CacheNode node) {
        boolean source = clusterMode() || node.id().equals(fixed.snapshottingClusterId());
        return shown(context, node.lifecycle().at(context.now()), source);
    }

    /** Marks the group and {@code sources} as busy with a snapshot. */
    void snapshotting(Instant from, Instant until, List<CacheNode> sources) {
        lifecycle.pass(from, until, SNAPSHOTTING);
        sources.forEach(node -> node.lifecycle().pass(from, until, SNAPSHOTTING));
    }

    /** Counts a manual snapshot of {@code source}. */
    void count(String source, Instant now) {
        requested.computeIfAbsent(source, id -> new ArrayList<>()).add(now);
    }

    /** The manual snapshots of {@code source} that were requested in the 24 hours before {@code now}. */
    long countedLastDay(String source, Instant now) {
        Instant since = now.minus(Duration.ofDays(1));
        return requested.getOrDefault(source, List.of()).stream()
                .filter(at -> at.isAfter(since))
                .count();
    }

    boolean isGone(Instant now) {
        return lifecycle.at(now).equals(GONE);
    }

    /** Deletes it with its nodes, which takes {@code takes}. */
    void delete(Instant now, Duration takes) {
        lifecycle.become(now, "deleting").become(now.plus(takes), GONE);
        nodes.forEach(node -> node.lifecycle().become(now, "deleting").become(now.plus(takes), GONE));
    }

    /** Those of its keys that expire. */
    long expiring(Context context, Instant when) {
        return (long) (items(context, when) * EXPIRING);
    }

    /**
     * The keys it holds: those it was restored with, and otherwise as scripted, or a number of the seed's that breathes with
     * the hours. The members of a global datastore hold what it began with, whichever of them is the primary.
     */
    long items(Context context, Instant when) {
        if (member != null && member.datastore().origin() != this) {
            return member.datastore().origin().items(context, when);
        }
        if (restored != null) {
            return restored.keys();
        }
        return context.scripts()
                .get(ElastiCacheScripts.items(region, id()))
                .map(Long::valueOf)
                .orElseGet(() -> (long) (usualItems(context.seed()) * (0.95 + 0.1 * breath(context.seed(), when))));
    }

    /** From hour to hour another fraction, and between them on the way from one to the next. */
    private double breath(Seed seed, Instant when) {
        Instant hour = when.truncatedTo(ChronoUnit.HOURS);
        double passed = Duration.between(hour, when).toMillis() / 3_600_000.0;
        return (1 - passed) * seed.fraction("items", arn(), hour)
                + passed * seed.fraction("items", arn(), hour.plus(Duration.ofHours(1)));
    }

    /** The data it usually holds, at some 700 bytes a key; how long its snapshots take depends on it. */
    long megabytes(Seed seed) {
        return Math.max(1, (long) (usualItems(seed) * 700 / 1e6));
    }

    private double usualItems(Seed seed) {
        return 50_000 + 450_000 * seed.fraction("items", arn());
    }

    private String shown(Context context, String status, boolean source) {
        boolean snapshotting = source
                && status.equals(AVAILABLE)
                && AutomaticSnapshots.of(this, context).stream().anyMatch(each -> !each.isComplete(context.now()));
        return snapshotting ? SNAPSHOTTING : status;
    }
}
