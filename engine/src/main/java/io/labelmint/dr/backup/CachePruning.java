package io.labelmint.dr.backup;

import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.CacheSnapshotTags;
import io.labelmint.dr.observatory.GroupSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * Decides which snapshots of a Redis group go after the next one is taken. ElastiCache never removes manual snapshots.
 *
 * <p>Only what an operation of ours took goes, known by its tag; only what is older than the retention; the oldest
 * first; never so many that fewer good ones than the declared minimum stay. Snapshots that are neither available nor
 * failed are left alone: somebody may be restoring from them or copying them.
 */
final class CachePruning {
    /**
     * The most that go in one run: enough to catch up within days at four runs a day, few enough that a wrong estate
     * file or clock is noticed before much is gone.
     */
    private static final int MOST_PER_RUN = 8;

    private static final Estimate DELETION = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));

    /** The most whose tags are asked for, a request each; whoever takes our names for his own is soon passed by. */
    private static final int MOST_CONSIDERED = 2 * MOST_PER_RUN;

    private final RedisGroup redis;
    private final String region;
    private final Observatory observatory;
    private final Instant now;

    CachePruning(RedisGroup redis, String region, Observatory observatory, Instant now) {
        this.redis = redis;
        this.region = region;
        this.observatory = observatory;
        this.now = now;
    }

    /**
     * The deletions, each after the one before and the first after {@code snapshot}.
     *
     * @param next the name of the snapshot that {@code snapshot} takes, which counts as a good one
     */
    List<Action> after(ActionId snapshot, String next, GroupSnapshots snapshots) {
        List<Snapshot> earlier = snapshots
                .named()
                .filter(candidate -> !candidate.snapshotName().equals(next))
                .toList();
        long spare = earlier.stream().filter(GroupSnapshots::good).count()
                + 1
                - redis.snapshots().minimumKept();
        List<Action> deletions = new ArrayList<>();
        ActionId before = snapshot;
        for (Snapshot old : old(earlier)) {
            boolean possible = !GroupSnapshots.good(old) || spare > 0;
            if (deletions.size() == MOST_PER_RUN || !possible) {
                continue;
            }
            Optional<OperationId> owner = owner(old);
            if (owner.isEmpty()) {
                continue;
            }
            DeleteCacheSnapshot deletion = deletion(old, owner.get(), before);
            deletions.add(deletion);
            before = deletion.id();
            spare -= GroupSnapshots.good(old) ? 1 : 0;
        }
        return deletions;
    }

    /** The operation that took it, by its tag, which must be one that would have named it so. */
    private Optional<OperationId> owner(Snapshot old) {
        Map<String, String> tags =
                observatory.read(new CacheSnapshotTags(region, old.arn())).orElseThrow();
        return CacheSnapshotName.owner(old.snapshotName(), Optional.ofNullable(tags.get(OperationTag.KEY)));
    }

    private List<Snapshot> old(List<Snapshot> earlier) {
        Instant limit = now.minus(Duration.ofDays(redis.snapshots().retentionDays()));
        return earlier.stream()
                .filter(candidate -> GroupSnapshots.good(candidate) || "failed".equals(candidate.snapshotStatus()))
                .filter(candidate -> GroupSnapshots.consistentAt(candidate)
                        .filter(limit::isAfter)
                        .isPresent())
                .sorted(Comparator.comparing(
                        candidate -> GroupSnapshots.consistentAt(candidate).orElseThrow()))
                .limit(MOST_CONSIDERED)
                .toList();
    }

    private DeleteCacheSnapshot deletion(Snapshot old, OperationId owner, ActionId before) {
        return new DeleteCacheSnapshot(
                new ActionId(redis.id() + "/prune/" + old.snapshotName()),
                Set.of(before),
                DELETION,
                region,
                redis.replicationGroup(),
                old.snapshotName(),
                owner,
                GroupSnapshots.consistentAt(old).orElseThrow(),
                redis.snapshots().minimumKept());
    }
}
