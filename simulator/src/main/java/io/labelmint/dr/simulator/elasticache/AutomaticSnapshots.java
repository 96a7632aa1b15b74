package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * The daily automatic backups of a replication group. They are stored nowhere: which of them exist follows from the
 * group's retention limit, snapshot window and past.
 */
final class AutomaticSnapshots {
    /** The form {@code automatic.my-cluster2-002-2019-12-05-06-38} is that of AWS CLI reference, describe-snapshots. */
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AutomaticSnapshots() {}

    /** Those that exist at {@code context.now()}, oldest first, running ones included. */
    static List<CacheSnapshot> of(CacheGroup group, Context context) {
        List<CacheSnapshot> snapshots = new ArrayList<>();
        Instant now = context.now();
        if (group.retentionDays() == 0) {
            return snapshots;
        }
        Instant created = group.fixed.replicationGroupCreateTime();
        Instant oldest = now.minus(Duration.ofDays(group.retentionDays()));
        Instant first = oldest.isAfter(created) ? oldest : created;
        for (Instant day = first.truncatedTo(ChronoUnit.DAYS); !day.isAfter(now); day = day.plus(1, ChronoUnit.DAYS)) {
            Instant start = start(group, context, day);
            if (start.isAfter(first)
                    && !start.isAfter(now)
                    && group.lifecycle.at(start).equals(CacheGroup.AVAILABLE)) {
                snapshots.add(snapshot(group, context, start));
            }
        }
        return snapshots;
    }

    private static Instant start(CacheGroup group, Context context, Instant day) {
        LocalTime window = LocalTime.parse(group.fixed.snapshotWindow().substring(0, 5));
        Duration after =
                context.seed().between(Duration.ofMinutes(1), Duration.ofMinutes(10), "window", group.arn(), day);
        return day.plusSeconds(window.toSecondOfDay()).plus(after);
    }

    private static CacheSnapshot snapshot(CacheGroup group, Context context, Instant start) {
        // With cluster mode the backup is the group's; that its name then carries the group's id is not documented.
        String source = group.clusterMode() ? group.id() : group.fixed.snapshottingClusterId();
        String name = "automatic." + source + "-" + STAMP.format(start);
        String arn = context.in(group.region).arn("elasticache", "snapshot:" + name);
        Duration lasts = ElastiCacheDurations.snapshot(context.seed(), arn, group.megabytes(context.seed()));
        Snapshot fixed = (group.clusterMode()
                        ? SnapshotSources.ofGroup(group, context.seed(), start)
                        : SnapshotSources.ofNode(group, SnapshotSources.node(group, source), context.seed(), start))
                .snapshotName(name)
                .arn(arn)
                .snapshotSource("automated")
                .kmsKeyId(group.fixed.kmsKeyId())
                .build();
        return CacheSnapshot.of(group.region, fixed, start, start, start.plus(lasts), "");
    }
}
