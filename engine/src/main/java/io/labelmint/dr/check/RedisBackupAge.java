package io.labelmint.dr.check;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.GroupSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/** Is the last snapshot of each Redis group young enough for its interval? */
public final class RedisBackupAge implements Check {
    /** What a snapshot may take on top of the interval; with six hours the alarm comes at seven. */
    private static final Duration ALLOWANCE = Duration.ofHours(1);

    @Override
    public String id() {
        return "redis.backup-age";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.caches().stream()
                .map(redis -> finding(estate, redis, observatory, now))
                .toList();
    }

    private Finding finding(Estate estate, RedisGroup redis, Observatory observatory, Instant now) {
        String objective = "a snapshot every " + Ages.words(redis.snapshots().every());
        Look look = new Look(id(), redis.id(), objective, Controls.BACKUP);
        return observatory
                .read(new CacheSnapshots(estate.regions().primary()))
                .fold(all -> judge(look, redis, all, now), look::notTested);
    }

    /** How old the last snapshot of {@code redis} may be. */
    public static Duration limit(RedisGroup redis) {
        return redis.snapshots().every().plus(ALLOWANCE);
    }

    private static Finding judge(Look look, RedisGroup redis, List<Snapshot> all, Instant now) {
        Duration limit = limit(redis);
        Optional<Instant> newest = GroupSnapshots.of(redis.replicationGroup(), all).all().stream()
                .filter(GroupSnapshots::good)
                .flatMap(snapshot -> GroupSnapshots.consistentAt(snapshot).stream())
                .max(Comparator.naturalOrder());
        if (newest.isEmpty()) {
            return look.failed(
                    "There is no finished snapshot of " + redis.replicationGroup() + ".",
                    "Run the backup and see why the snapshot does not come about.",
                    Facts.of("replicationGroup", redis.replicationGroup()));
        }
        Duration age = Duration.between(newest.get(), now);
        Facts facts = Facts.of(
                "consistentAt", newest.get(),
                "ageSeconds", age.toSeconds(),
                "limitSeconds", limit.toSeconds(),
                "rpoSeconds", redis.objectives().rpo().toSeconds());
        String summary = "The last snapshot of " + redis.replicationGroup() + " is " + Ages.words(age) + " old.";
        return age.compareTo(limit) <= 0
                ? look.passed(summary, facts)
                : look.failed(summary, "Find out why the last backup did not run, and run it.", facts);
    }
}
