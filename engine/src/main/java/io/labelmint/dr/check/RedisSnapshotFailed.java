package io.labelmint.dr.check;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.GroupSnapshots;
import io.labelmint.dr.observatory.Observatory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/** Did a snapshot of a Redis group fail, or does one hang while it is taken? Whoever takes it: it blocks the next. */
public final class RedisSnapshotFailed implements Check {
    /** As long as a backup waits for one before it asks for a person. */
    private static final Duration HANGING = Duration.ofHours(3);

    @Override
    public String id() {
        return "redis.snapshot-failed";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.caches().stream()
                .map(redis -> finding(estate, redis, observatory, now))
                .toList();
    }

    private Finding finding(Estate estate, RedisGroup redis, Observatory observatory, Instant now) {
        Assessment assessment =
                new Assessment(new Look(id(), redis.id(), "every snapshot that is begun is finished", Controls.BACKUP));
        assessment.of(
                observatory.read(new CacheSnapshots(estate.regions().primary())),
                all -> judge(assessment, GroupSnapshots.of(redis.replicationGroup(), all), now));
        return assessment.conclude("No snapshot of " + redis.replicationGroup() + " failed or hangs.");
    }

    private static void judge(Assessment assessment, GroupSnapshots snapshots, Instant now) {
        List<Snapshot> failed = snapshots.all().stream()
                .filter(snapshot -> "failed".equals(snapshot.snapshotStatus()))
                .toList();
        List<Snapshot> creating = snapshots.all().stream()
                .filter(snapshot -> "creating".equals(snapshot.snapshotStatus()))
                .toList();
        List<Snapshot> hanging = creating.stream()
                .filter(snapshot -> GroupSnapshots.since(snapshot)
                        .filter(now.minus(HANGING)::isAfter)
                        .isPresent())
                .toList();
        assessment.fact("snapshots", snapshots.all().size());
        assessment.fact("failed", failed.size());
        assessment.fact("creating", creating.size());
        assessment.fact("hanging", hanging.size());
        if (!failed.isEmpty()) {
            assessment.wrong(
                    "Failed: " + names(failed) + ".",
                    "See the events of " + snapshots.replicationGroup() + " for the reason, most often too little"
                            + " reserved memory (raise reserved-memory-percent), and delete the failed snapshot.");
        }
        if (!hanging.isEmpty()) {
            assessment.wrong(
                    "Being taken for more than " + Ages.words(HANGING) + ": " + names(hanging) + ".",
                    "See the events of " + snapshots.replicationGroup() + "; a snapshot that does not move is one for"
                            + " AWS Support.");
        }
    }

    private static String names(List<Snapshot> snapshots) {
        return snapshots.stream().map(Snapshot::snapshotName).sorted().collect(Collectors.joining(", "));
    }
}
