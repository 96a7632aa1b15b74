package io.labelmint.dr.monitoring;

import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.check.postgres.Attempts;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.ScheduledBy;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.Observatory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.backup.model.BackupJob;

/**
 * When a store is backed up: a database once a day of UTC, at the declared time or at that of its backup plan; a Redis group
 * at the multiples of its interval, as its slots are. Everything is in UTC, so a day always has 24 hours, and no clock that is
 * put back or forward makes a slot twice or none. A Sunday that is a first is one day, and so one slot, whatever its backup is
 * kept as.
 *
 * @param every from one slot to the next
 * @param after how long after a slot opens its backup is due
 */
record BackupSchedule(Duration every, Duration after) {
    private static final Duration DAY = Duration.ofDays(1);

    /** That of a database at {@code time}. */
    static BackupSchedule daily(LocalTime time) {
        return new BackupSchedule(DAY, Duration.ofSeconds(time.toSecondOfDay()));
    }

    /** That of the daily job. */
    static BackupSchedule daily(Estate estate) {
        return daily(estate.schedules().dailyAt());
    }

    /**
     * That of {@code database}. A backup plan of AWS Backup keeps its own hours, which are those of the last job it created; that
     * of {@code terraform/} keeps those of the daily job.
     */
    static BackupSchedule of(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        if (database.scheduledBy() == ScheduledBy.JENKINS) {
            return daily(estate);
        }
        return Attempts.jobs(database, estate.regions().primary(), observatory, now)
                .fold(all -> byPlan(all), unread -> Optional.<LocalTime>empty())
                .map(BackupSchedule::daily)
                .orElseGet(() -> daily(estate));
    }

    private static Optional<LocalTime> byPlan(List<BackupJob> jobs) {
        return jobs.stream()
                .filter(job -> job.createdBy() != null && job.createdBy().backupPlanId() != null)
                .map(BackupJob::creationDate)
                .max(Comparator.naturalOrder())
                .map(created -> LocalTime.ofInstant(created, ZoneOffset.UTC));
    }

    /** That of {@code redis}. */
    static BackupSchedule of(RedisGroup redis) {
        return new BackupSchedule(redis.snapshots().every(), Duration.ZERO);
    }

    /** The slot that was due last at {@code moment}. */
    BackupSlot last(Instant moment) {
        Instant opens = Slots.floor(moment.minus(after), every);
        return new BackupSlot(opens, opens.plus(after));
    }

    /** The slot before {@code slot}. */
    BackupSlot before(BackupSlot slot) {
        return new BackupSlot(slot.opens().minus(every), slot.due().minus(every));
    }
}
