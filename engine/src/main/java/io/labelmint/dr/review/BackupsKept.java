package io.labelmint.dr.review;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.ScheduledBy;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.RecoveryPointDays.Calendar;
import io.labelmint.dr.review.BackupCalendar.Broken;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Is there, in both regions, a backup of every day whose backup is to be kept still, and is each kept until its last day? Days
 * count from the first of which anything is known in the region: a backup, or a ledger of one. A ledger lies elsewhere than its
 * backup, so that a backup somebody removed is missed as long as he did not remove both.
 */
public final class BackupsKept implements Check {
    /** A copy is made after its backup and may be dated the day after. */
    private static final int COPY_LATE_DAYS = 1;

    /** More are not read by anybody; the facts have the number. */
    private static final int NAMED = 5;

    private final Ledgers ledgers;
    private final RunKind kind;

    /**
     * The check.
     *
     * @param ledgers where backups are recorded
     * @param kind which runs count
     */
    public BackupsKept(Ledgers ledgers, RunKind kind) {
        this.ledgers = ledgers;
        this.kind = kind;
    }

    @Override
    public String id() {
        return "review.backups-kept";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.databases().stream()
                .map(database -> new Regions(estate, database, observatory, now).finding())
                .toList();
    }

    /** One database in both regions. */
    private final class Regions {
        private final Estate estate;
        private final PostgresDatabase database;
        private final LocalDate today;
        private final Tally tally;
        private final RecordedDays recorded;
        private final Reading<Calendar> primary;
        private final Reading<Calendar> dr;
        private long points;
        private int calls;

        Regions(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
            this.estate = estate;
            this.database = database;
            this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            this.tally = new Tally(
                    new Look(id(), database.id(), "every backup is there until its last day", Controls.BACKUP));
            this.recorded = new RecordedDays(ledgers, estate, database, kind);
            this.primary =
                    BackupCalendar.read(estate, database, estate.regions().primary(), observatory);
            this.dr = BackupCalendar.read(estate, database, estate.regions().dr(), observatory);
        }

        Finding finding() {
            region(estate.regions().primary(), primary, 0);
            region(estate.regions().dr(), dr, COPY_LATE_DAYS);
            return tally.finding("Every backup of " + database.id() + " that is to be kept is there, in both regions: "
                    + points + " looked at" + (calls > 0 ? " with " + calls + " calls." : "."));
        }

        private void region(String region, Reading<Calendar> reading, int late) {
            tally.read(reading, calendar -> {
                Optional<LocalDate> since = Stream.of(
                                calendar.days().keySet().stream().findFirst(), recorded.first())
                        .flatMap(Optional::stream)
                        .min(LocalDate::compareTo);
                tally.fact("points." + region, calendar.points());
                tally.fact("calls." + region, calendar.pages());
                points += calendar.points();
                calls += calendar.pages();
                List<LocalDate> promised = since.map(first -> BackupCalendar.promised(estate.retention(), first, today))
                        .orElse(List.of());
                List<Broken> broken = BackupCalendar.broken(promised, calendar.days(), estate.retention(), late);
                tally.fact("since." + region, since.map(LocalDate::toString).orElse("nothing is promised yet"));
                tally.fact("promised." + region, promised.size());
                tally.fact("broken." + region, broken.size());
                if (!broken.isEmpty()) {
                    tally.wrong(
                            "In " + region + " " + broken.size() + " of " + promised.size()
                                    + " backups of " + database.id() + " are not kept as declared: "
                                    + named(broken) + ".",
                            "Look in CloudTrail for who deleted it (DeleteRecoveryPoint, DeleteDBSnapshot) or changed its"
                                    + " lifecycle, and in the runs of those days; after retention was raised, what is older"
                                    + " stays short until its time is over.");
                }
                if (calendar.unfinished() > 0) {
                    tally.fact("unfinished." + region, calendar.unfinished());
                    tally.wrong(
                            calendar.unfinished() + " recovery points of " + database.id() + " in " + region
                                    + " are partial, or expired and not deleted.",
                            "Delete them after a look at their StatusMessage: they cost, and nobody can restore them.");
                }
            });
        }

        private String named(List<Broken> broken) {
            String days = broken.stream().limit(NAMED).map(this::words).collect(Collectors.joining("; "));
            return broken.size() > NAMED ? days + "; and " + (broken.size() - NAMED) + " more" : days;
        }

        private String words(Broken broken) {
            LocalDate until = broken.day().plusDays(broken.tier().days(estate.retention()));
            return broken.day() + " (" + broken.tier().label() + ", until " + until + ") "
                    + broken.until()
                            .map(early -> "is deleted on " + early)
                            .orElseGet(() -> recorded.made(broken.day())
                                    .map(run -> "was made by " + run + " and is gone")
                                    .orElse(
                                            database.scheduledBy() == ScheduledBy.BACKUP_PLAN
                                                    ? "is not there"
                                                    : "was never made"));
        }
    }
}
