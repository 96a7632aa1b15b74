package io.labelmint.dr.observatory;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticache.model.NodeSnapshot;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * The snapshots of one ElastiCache replication group, picked from those of its region.
 *
 * @param replicationGroup the group
 * @param all every snapshot of it, whoever took it
 */
public record GroupSnapshots(String replicationGroup, List<Snapshot> all) {
    /** How ElastiCache names the nodes of a group: {@code group-001}, of a sharded one {@code group-0001-001}. */
    private static final String NODE = "(-\\d{4})?-\\d{3}";

    /** How our backups are named: store, slot and hash. */
    private static final Pattern NAMED = Pattern.compile("dr-.+-(\\d{8}-\\d{4})-[0-9a-f]{8}");

    private static final DateTimeFormatter SLOT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").withZone(ZoneOffset.UTC);

    public GroupSnapshots {
        all = List.copyOf(all);
    }

    /** The snapshots of {@code replicationGroup} among {@code region}'s. */
    public static GroupSnapshots of(String replicationGroup, List<Snapshot> region) {
        return new GroupSnapshots(
                replicationGroup,
                region.stream()
                        .filter(snapshot -> isOf(replicationGroup, snapshot))
                        .toList());
    }

    /** A snapshot taken from one node names the node, and not always the group. */
    private static boolean isOf(String group, Snapshot snapshot) {
        if (snapshot.replicationGroupId() != null) {
            return group.equals(snapshot.replicationGroupId());
        }
        String node = snapshot.cacheClusterId();
        return node != null
                && node.startsWith(group)
                && node.substring(group.length()).matches(NODE);
    }

    /** Those somebody took; ElastiCache takes the others itself and removes them itself. */
    public Stream<Snapshot> manual() {
        return all.stream().filter(snapshot -> "manual".equals(snapshot.snapshotSource()));
    }

    /**
     * Those that are ours by their name. Enough for counting those that stay, for which asking for every tag would cost a
     * request each; never enough for deleting one.
     */
    public Stream<Snapshot> named() {
        return manual().filter(
                        snapshot -> NAMED.matcher(snapshot.snapshotName()).matches());
    }

    /** Whether {@code snapshot} could be restored now. */
    public static boolean good(Snapshot snapshot) {
        return "available".equals(snapshot.snapshotStatus());
    }

    /** Each shard has its own moment; the group is as it was only at the earliest of them. */
    public static Optional<Instant> consistentAt(Snapshot snapshot) {
        return snapshot.nodeSnapshots().stream()
                .map(NodeSnapshot::snapshotCreateTime)
                .filter(time -> time != null)
                .min(Comparator.naturalOrder());
    }

    /**
     * Since when {@code snapshot} exists, as far as can be told: AWS names no moment while it is being taken, but ours
     * carry their slot in their name.
     */
    public static Optional<Instant> since(Snapshot snapshot) {
        return consistentAt(snapshot)
                .or(() -> Optional.of(NAMED.matcher(snapshot.snapshotName()))
                        .filter(Matcher::matches)
                        .map(match -> SLOT.parse(match.group(1), Instant::from)));
    }
}
