package io.labelmint.dr.check;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.GroupSnapshots;
import io.labelmint.dr.observatory.Observatory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * Are there as many good snapshots of each Redis group as were asked for, and are the old ones pruned? Only our own
 * count: what others took, they may remove.
 */
public final class RedisSnapshotCount implements Check {
    /** By then a day of backups, each of which prunes, has failed to prune. */
    private static final Duration ALLOWANCE = Duration.ofDays(1);

    @Override
    public String id() {
        return "redis.snapshot-count";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.caches().stream()
                .map(redis -> finding(estate, redis, observatory, now))
                .toList();
    }

    private Finding finding(Estate estate, RedisGroup redis, Observatory observatory, Instant now) {
        RedisGroup.Snapshots declared = redis.snapshots();
        String objective = "at least " + declared.minimumKept() + " good snapshots, kept "
                + Ages.words(Duration.ofDays(declared.retentionDays()));
        Assessment assessment = new Assessment(new Look(id(), redis.id(), objective, Controls.BACKUP));
        assessment.of(
                observatory.read(new CacheSnapshots(estate.regions().primary())),
                all -> judge(assessment, redis, GroupSnapshots.of(redis.replicationGroup(), all), now));
        return assessment.conclude("There are enough good snapshots of " + redis.replicationGroup()
                + ", and none is kept longer than it should be.");
    }

    private static void judge(Assessment assessment, RedisGroup redis, GroupSnapshots snapshots, Instant now) {
        int minimum = redis.snapshots().minimumKept();
        Duration limit = Duration.ofDays(redis.snapshots().retentionDays()).plus(ALLOWANCE);
        List<Snapshot> good = snapshots.named().filter(GroupSnapshots::good).toList();
        long old = good.stream()
                .flatMap(snapshot -> GroupSnapshots.consistentAt(snapshot).stream())
                .filter(moment -> moment.isBefore(now.minus(limit)))
                .count();
        // The last ones are kept however old they are.
        long unpruned = Math.min(old, Math.max(0, good.size() - minimum));
        assessment.fact("good", good.size());
        assessment.fact("minimumKept", minimum);
        assessment.fact("others", snapshots.all().size() - good.size());
        assessment.fact("unpruned", unpruned);
        assessment.fact("retentionDays", redis.snapshots().retentionDays());
        if (good.size() < minimum) {
            assessment.wrong(
                    "There are " + good.size() + " good snapshots of " + redis.replicationGroup() + ", and there"
                            + " should be " + minimum + ".",
                    "Find out in CloudTrail whether somebody deleted snapshots (DeleteSnapshot), and see why backups"
                            + " fail; a group that is backed up only since today comes right by itself.");
        }
        if (unpruned > 0) {
            assessment.wrong(
                    unpruned + " snapshots of " + redis.replicationGroup() + " are older than "
                            + redis.snapshots().retentionDays() + " days and were not pruned.",
                    "See in the last backup of this store why it deletes nothing.");
        }
    }
}
