package io.labelmint.dr.check.postgres;

import io.labelmint.dr.backup.DatabaseBackup;
import io.labelmint.dr.backup.DatabaseBackups;
import io.labelmint.dr.backup.DatabasePruning;
import io.labelmint.dr.backup.OwnDbSnapshot;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.DbSnapshots;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Are automated backups, and the newest backups in both regions, kept at least as long as declared? Longer costs money;
 * shorter loses backups, so shorter is red. Snapshots that pruning left behind are red too: RDS refuses new ones when
 * there are too many.
 */
public final class BackupRetention implements DatabaseCheck {
    /** Days a snapshot may outstay its last one: a run that fails, and the next that makes up for it, are no alarm. */
    private static final int GRACE_DAYS = 2;

    @Override
    public String id() {
        return "postgres.retention";
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Look look = new Look(id(), database.id(), "backups are kept as long as declared", Controls.BACKUP);
        Tally tally = new Tally(look);
        AutomatedRetention.judge(tally, estate, database, observatory);
        backups(tally, estate, database, estate.regions().primary(), observatory, now);
        backups(tally, estate, database, estate.regions().dr(), observatory, now);
        if (database.via() == PostgresDatabase.Via.RDS_SNAPSHOT) {
            LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(GRACE_DAYS);
            unpruned(tally, estate, database, estate.regions().primary(), observatory, day);
            unpruned(tally, estate, database, estate.regions().dr(), observatory, day);
        }
        return tally.finding("Backups of " + database.instance() + " are kept as long as declared.");
    }

    /** That there are none is told by {@link BackupAge} and {@link CopyLanded}. */
    private static void backups(
            Tally tally,
            Estate estate,
            PostgresDatabase database,
            String region,
            Observatory observatory,
            Instant now) {
        tally.read(
                DatabaseBackups.lately(estate, database, region, observatory, now),
                all -> longestOfNewestDay(all).ifPresent(backup -> {
                    tally.fact("backup." + region, Backups.name(backup));
                    tally.fact("tier." + region, backup.tier().label());
                    AutomatedRetention.atLeast(
                            tally,
                            "the " + backup.tier().label() + " backup of " + database.instance() + " in "
                                    + Backups.place(estate, database, region),
                            "days." + region,
                            backup.keptDays(),
                            backup.tier().days(estate.retention()));
                }));
    }

    private static void unpruned(
            Tally tally,
            Estate estate,
            PostgresDatabase database,
            String region,
            Observatory observatory,
            LocalDate day) {
        tally.read(observatory.read(new DbSnapshots(region)), all -> {
            List<OwnDbSnapshot> due = DatabasePruning.due(OwnDbSnapshot.of(estate.name(), database.id(), all), day);
            if (!due.isEmpty()) {
                tally.fact("unpruned." + region, due.size());
                tally.wrong(
                        due.size() + " snapshots of " + database.instance() + " in " + region
                                + " should have been deleted more than " + GRACE_DAYS + " days ago, the oldest "
                                + due.get(0).name() + ".",
                        "See why the deletions of the daily job fail; RDS takes no more than 100 manual snapshots in a"
                                + " region unless the quota was raised.");
            }
        });
    }

    /** A backup plan may have a rule for each tier and so several backups on one day; the one kept longest counts. */
    private static Optional<DatabaseBackup> longestOfNewestDay(List<DatabaseBackup> all) {
        return Backups.newest(all)
                .flatMap(newest -> all.stream()
                        .filter(backup -> day(backup).equals(day(newest)))
                        .max(Comparator.comparing(backup -> backup.keptDays().orElse(Long.MAX_VALUE))));
    }

    private static LocalDate day(DatabaseBackup backup) {
        return LocalDate.ofInstant(backup.consistentAt(), ZoneOffset.UTC);
    }
}
