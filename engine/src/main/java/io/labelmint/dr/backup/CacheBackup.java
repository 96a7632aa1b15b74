package io.labelmint.dr.backup;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.GroupSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.elasticache.model.NodeGroupMember;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * Plans the backup of one Redis group: a new snapshot, its export where one is declared, and the deletions it makes room
 * for.
 *
 * <p><b>Killed anywhere.</b> Before the plan is stored, nothing has been done and the next process plans anew. While the
 * snapshot is made, whoever resumes finds it by its name, which the slot determines, so there is never a second one. A
 * deletion begins only after the new snapshot was seen available, and each only after the one before it was seen gone;
 * killed between two, the resumed plan finds the first gone and goes on, and {@link DeleteCacheSnapshot} counts again
 * what would be left. What is planned is never more than what was named and approved.
 */
final class CacheBackup {
    /** "You can create up to 20 manual backups per node in 24 hours" (ElastiCache User Guide, "Backup constraints"). */
    static final int MANUAL_A_DAY = 20;

    private static final Duration DAY = Duration.ofHours(24);

    private static final Estimate SNAPSHOT = new Estimate(Duration.ofMinutes(10), Duration.ofHours(3));

    private static final Estimate EXPORT = new Estimate(Duration.ofMinutes(5), Duration.ofHours(3));

    private final Estate estate;
    private final RedisGroup redis;
    private final Observatory observatory;
    private final Instant now;

    CacheBackup(Estate estate, RedisGroup redis, Observatory observatory, Instant now) {
        this.estate = estate;
        this.redis = redis;
        this.observatory = observatory;
        this.now = now;
    }

    Plan plan(OperationId operation) {
        String region = estate.regions().primary();
        ReplicationGroup group = group(region);
        String node = replica(group);
        GroupSnapshots snapshots = GroupSnapshots.of(
                redis.replicationGroup(),
                observatory.read(new CacheSnapshots(region)).orElseThrow());
        CreateCacheSnapshot snapshot = new CreateCacheSnapshot(
                new ActionId(redis.id() + "/snapshot"),
                Set.of(),
                SNAPSHOT,
                operation,
                region,
                redis.replicationGroup(),
                node,
                CacheSnapshotName.of(redis, operation));
        withinQuota(snapshots, snapshot);
        List<Action> actions = new ArrayList<>();
        actions.add(snapshot);
        redis.restores()
                .export()
                .ifPresent(export -> actions.add(new ExportCacheSnapshot(
                        new ActionId(redis.id() + "/export"),
                        Set.of(snapshot.id()),
                        EXPORT,
                        region,
                        snapshot.snapshot(),
                        export.bucket(),
                        Math.max(1, group.nodeGroups().size()))));
        actions.addAll(
                new CachePruning(redis, region, observatory, now).after(snapshot.id(), snapshot.snapshot(), snapshots));
        return new Plan(operation, estate.digest(), actions);
    }

    private ReplicationGroup group(String region) {
        return observatory.read(new ReplicationGroups(region)).orElseThrow().stream()
                .filter(candidate -> candidate.replicationGroupId().equals(redis.replicationGroup()))
                .findFirst()
                .orElseThrow(() -> absent(region));
    }

    /**
     * The node to take a snapshot from: of a group with one shard a replica, to spare the primary (ElastiCache User
     * Guide, "Performance impact of backups"); of a sharded group none, because only the whole group is consistent.
     */
    private static String replica(ReplicationGroup group) {
        if (group.nodeGroups().size() != 1) {
            return "";
        }
        return group.nodeGroups().get(0).nodeGroupMembers().stream()
                .filter(member -> "replica".equals(member.currentRole()))
                .map(NodeGroupMember::cacheClusterId)
                .sorted()
                .findFirst()
                .orElse("");
    }

    /**
     * Refuses a snapshot that AWS would refuse. Whatever was taken counts, good or not; a snapshot whose moment is not
     * known yet is being taken now. Snapshots of the whole group count for each of its nodes.
     */
    private void withinQuota(GroupSnapshots snapshots, CreateCacheSnapshot next) {
        List<Snapshot> taken = snapshots
                .manual()
                .filter(earlier -> !earlier.snapshotName().equals(next.snapshot()))
                .filter(earlier -> next.node().isEmpty()
                        || earlier.cacheClusterId() == null
                        || earlier.cacheClusterId().equals(next.node()))
                .filter(earlier -> takenAt(earlier).isAfter(now.minus(DAY)))
                .toList();
        if (taken.size() < MANUAL_A_DAY) {
            return;
        }
        Instant oldest =
                taken.stream().map(this::takenAt).min(Comparator.naturalOrder()).orElseThrow();
        throw Problem.of(
                        "backup.quota",
                        taken.size() + " manual snapshots of " + redis.replicationGroup()
                                + " were taken in the last 24 h, and ElastiCache takes no more than " + MANUAL_A_DAY
                                + " of a node.",
                        "Find out what else takes snapshots of it; the next one is possible at " + oldest.plus(DAY)
                                + ".")
                .with("store", redis.id())
                .with("replicationGroup", redis.replicationGroup())
                .with("node", next.node().isEmpty() ? "all" : next.node())
                .with("taken", taken.size())
                .with("limit", MANUAL_A_DAY)
                .with("possibleAt", oldest.plus(DAY))
                .asException();
    }

    private Instant takenAt(Snapshot snapshot) {
        return GroupSnapshots.consistentAt(snapshot).orElse(now);
    }

    private ProblemException absent(String region) {
        return Problem.of(
                        "store.absent",
                        "There is no replication group " + redis.replicationGroup() + " in " + region + ".",
                        "Correct replicationGroup of " + redis.id() + " in the estate file.")
                .with("store", redis.id())
                .asException();
    }
}
