package io.labelmint.dr.monitoring;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.postgres.Attempt;
import io.labelmint.dr.check.postgres.Attempts;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.ScheduledBy;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.GroupSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.review.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticache.model.Snapshot;

/**
 * Was the last backup that was due of each database and Redis group begun in time? One that is being made is; one that failed
 * is not. Other checks say how old data is, whoever backed it up, which turns red hours later.
 */
public final class BackupMissed implements Check {
    static final String ID = "backup.missed";

    /**
     * What is asked of this product: a missed backup is noticed within 15 minutes of its window, and those are what a watch of
     * every quarter of an hour takes. It has to be begun by then, and the window is when earlier ones had ended.
     */
    static final Duration GRACE = Duration.ZERO;

    /**
     * The start window that {@code terraform/} gives its backup plans, and the shortest AWS Backup takes (AWS Backup API
     * Reference, BackupRuleInput, StartWindowMinutes).
     */
    private static final Window START_WINDOW =
            new Window(Duration.ofMinutes(60), "the start window of its backup plan");

    /** A snapshot that will never be one; ElastiCache API reference, Snapshot, SnapshotStatus. */
    private static final Set<String> NONE = Set.of("failed", "deleting");

    private final Ledgers ledgers;
    private final RunKind kind;

    /**
     * The check.
     *
     * @param ledgers how long earlier backups took, and since when a store is looked after
     * @param kind which runs say so
     */
    public BackupMissed(Ledgers ledgers, RunKind kind) {
        this.ledgers = ledgers;
        this.kind = kind;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        UsualTimes times = new UsualTimes(ledgers, estate, kind, now);
        LookedAfter lookedAfter = new LookedAfter(ledgers, estate, kind);
        return Stream.concat(
                        estate.databases().stream()
                                .map(database -> database(estate, database, observatory, times, lookedAfter, now)),
                        estate.caches().stream()
                                .map(redis -> cache(estate, redis, observatory, times, lookedAfter, now)))
                .toList();
    }

    private static Finding database(
            Estate estate,
            PostgresDatabase database,
            Observatory observatory,
            UsualTimes times,
            LookedAfter lookedAfter,
            Instant now) {
        BackupSchedule schedule = BackupSchedule.of(estate, database, observatory, now);
        boolean planned = database.scheduledBy() == ScheduledBy.BACKUP_PLAN;
        SlotKept slots = new SlotKept(
                database,
                "backup",
                schedule,
                () -> planned ? START_WINDOW : times.of(database, schedule, Made.Kind.BACKUP),
                GRACE,
                planned
                        ? "See the jobs of the backup plan in the AWS Backup console, and that the plan still selects "
                                + database.instance() + "; start a backup of it there."
                        : runAgain(database, "the daily job"));
        return Attempts.of(database, estate.regions().primary(), observatory, now)
                .fold(
                        all -> slots.judge(
                                look(database),
                                all.stream()
                                        .filter(attempt -> !attempt.hasFailed())
                                        .map(Attempt::began)
                                        .max(Comparator.naturalOrder()),
                                failed(all, schedule.last(now)),
                                lookedAfter,
                                now),
                        look(database)::notTested);
    }

    private static String failed(List<Attempt> all, BackupSlot slot) {
        return all.stream()
                .filter(attempt -> attempt.hasFailed() && slot.isKeptBy(attempt.began()))
                .max(Comparator.comparing(Attempt::began))
                .map(attempt -> "Attempt " + attempt.name() + " of " + attempt.began() + " failed.")
                .orElse("");
    }

    private static Finding cache(
            Estate estate,
            RedisGroup redis,
            Observatory observatory,
            UsualTimes times,
            LookedAfter lookedAfter,
            Instant now) {
        BackupSchedule schedule = BackupSchedule.of(redis);
        SlotKept slots = new SlotKept(
                redis,
                "backup",
                schedule,
                () -> times.of(redis, schedule, Made.Kind.BACKUP),
                GRACE,
                runAgain(redis, "the job that takes its snapshots"));
        return observatory
                .read(new CacheSnapshots(estate.regions().primary()))
                .fold(
                        all -> slots.judge(
                                look(redis),
                                newest(GroupSnapshots.of(redis.replicationGroup(), all), now),
                                "",
                                lookedAfter,
                                now),
                        look(redis)::notTested);
    }

    /** One that is being taken has no time yet, and is of this moment if its name does not say another. */
    private static Optional<Instant> newest(GroupSnapshots snapshots, Instant now) {
        return snapshots.all().stream()
                .filter(snapshot -> !NONE.contains(snapshot.snapshotStatus()))
                .map((Snapshot snapshot) -> GroupSnapshots.since(snapshot).orElse(now))
                .max(Comparator.naturalOrder());
    }

    private static String runAgain(Store store, String job) {
        return "Find out why " + job
                + " did not run, or where it stands with `dr status`, and run `dr run backup --only " + store.id()
                + "`.";
    }

    private static Look look(Store store) {
        return new Look(
                ID, store.id(), "a missed backup is noticed by the first look after its window", Controls.BACKUP);
    }
}
