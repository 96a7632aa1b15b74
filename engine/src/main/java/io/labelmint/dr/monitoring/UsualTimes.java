package io.labelmint.dr.monitoring;

import io.labelmint.dr.coverage.RecoveryTimes;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.review.BackupHistory;
import io.labelmint.dr.review.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long after they were due the last backups of a store were there, and their copies, by the ledgers of the runs that made
 * them. What counts is the time that three quarters of the last seven did not exceed: a night on which everything was late, or
 * was made again by hand, does not make the next one look early.
 *
 * <p>Reads a ledger for each backup of the time it looks back to, so it is asked only when something is not there yet.
 */
final class UsualTimes {
    private static final int LAST = 7;
    private static final int PERCENT = 75;

    /** Ours, for a store whose backups nobody has seen yet: a first one is a full one. */
    private static final Map<Made.Kind, Duration> UNKNOWN =
            Map.of(Made.Kind.BACKUP, Duration.ofHours(1), Made.Kind.COPY, Duration.ofHours(3));

    private final Ledgers ledgers;
    private final Estate estate;
    private final RunKind kind;
    private final Instant now;
    private final Map<Duration, BackupHistory> histories = new HashMap<>();

    UsualTimes(Ledgers ledgers, Estate estate, RunKind kind, Instant now) {
        this.ledgers = ledgers;
        this.estate = estate;
        this.kind = kind;
        this.now = now;
    }

    /** The window of {@code store}, whose slots are those of {@code schedule}. */
    Window of(Store store, BackupSchedule schedule, Made.Kind made) {
        List<Duration> last = histories.computeIfAbsent(schedule.every(), this::history).of(store).stream()
                .filter(each -> each.kind() == made)
                .sorted(Comparator.comparing(Made::at).reversed())
                .limit(LAST)
                .map(each -> afterDue(each, schedule))
                .toList();
        return last.isEmpty()
                ? new Window(UNKNOWN.get(made), "nothing is known of earlier ones")
                : new Window(
                        new RecoveryTimes(last).percentile(PERCENT),
                        "three quarters of the last " + last.size() + " were there by then");
    }

    private BackupHistory history(Duration every) {
        return new BackupHistory(ledgers, estate, kind, now.minus(every.multipliedBy(LAST + 1)));
    }

    /** One that is nearer to the next slot than to its own was made before it was due. */
    private static Duration afterDue(Made made, BackupSchedule schedule) {
        Duration late = Duration.between(schedule.last(made.at()).due(), made.at());
        boolean early = late.multipliedBy(2).compareTo(schedule.every()) > 0;
        Duration after = early ? made.took() : late.plus(made.took());
        return Duration.ofSeconds(after.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
