package io.labelmint.dr.check.postgres;

import io.labelmint.dr.Problem;
import io.labelmint.dr.backup.DatabaseBackup;
import io.labelmint.dr.backup.DatabaseBackups;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import java.time.Instant;
import java.util.List;

/**
 * Is the newest backup suspiciously small beside those before it? A backup of the wrong or an emptied database often is.
 * Sizes are coarse: of a snapshot RDS tells the storage of its instance, of a recovery point AWS Backup tells what it
 * counts, and sometimes nothing.
 */
public final class BackupSize implements DatabaseCheck {
    /** How many earlier backups are compared with. */
    private static final int COMPARED = 30;

    private static final long GIB = 1L << 30;

    @Override
    public String id() {
        return "postgres.size";
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Look look =
                new Look(id(), database.id(), "the newest backup is at least half as large as usual", Controls.BACKUP);
        return DatabaseBackups.lately(estate, database, estate.regions().primary(), observatory, now)
                .fold(all -> judge(look, database, all), look::notTested);
    }

    private static Finding judge(Look look, PostgresDatabase database, List<DatabaseBackup> all) {
        if (all.isEmpty()) {
            return look.failed(
                    "There is no finished backup of " + database.instance() + ".",
                    "Run the daily backup and see why it does not come about.",
                    Facts.of("instance", database.instance()));
        }
        DatabaseBackup newest = all.get(all.size() - 1);
        List<DatabaseBackup> earlier = all.subList(Math.max(0, all.size() - 1 - COMPARED), all.size() - 1);
        Facts facts = Facts.of("backup", Backups.name(newest), "sizeBytes", size(newest), "compared", earlier.size());
        if (size(newest) == 0) {
            return look.notTested(
                    Problem.of(
                            "backup.size-unknown",
                            "AWS Backup does not tell the size of the newest backup of " + database.instance() + ".",
                            "Rely on the restore test for this database."),
                    facts);
        }
        List<Long> sizes = earlier.stream()
                .map(BackupSize::size)
                .filter(size -> size > 0)
                .sorted()
                .toList();
        if (sizes.isEmpty()) {
            return look.passed("This is the first backup of " + database.instance() + " that has a size.", facts);
        }
        long median = sizes.get(sizes.size() / 2);
        Facts compared = facts.and(Facts.of("medianBytes", median));
        String summary = "The newest backup of " + database.instance() + " has " + size(newest) / GIB
                + " GiB; usual are " + median / GIB + " GiB.";
        return size(newest) * 2 >= median
                ? look.passed(summary, compared)
                : look.failed(
                        summary,
                        "See whether data was removed on purpose; if not, keep the earlier backups.",
                        compared);
    }

    private static long size(DatabaseBackup backup) {
        return backup.sizeBytes().orElse(backup.allocatedGiB() * GIB);
    }
}
