package io.labelmint.dr.check.postgres;

import io.labelmint.dr.backup.DatabaseBackup;
import io.labelmint.dr.backup.DatabaseBackups;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the newest backup in a region is of the last day, counted from the moment its data was consistent: not from
 * when the backup was done, nor from when it was copied.
 *
 * @param region where to look
 * @param noun what a backup is called there: {@code backup}, {@code copy}
 */
record Freshness(String region, String noun) {
    /** A day, and the two hours a slow backup may take. */
    static final Duration LIMIT = Duration.ofHours(26);

    Finding judge(Look look, Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        return DatabaseBackups.lately(estate, database, region, observatory, now)
                .fold(all -> judge(look, estate, database, all, now), look::notTested);
    }

    private Finding judge(Look look, Estate estate, PostgresDatabase database, List<DatabaseBackup> all, Instant now) {
        String place = Backups.place(estate, database, region);
        Optional<DatabaseBackup> newest = Backups.newest(all);
        if (newest.isEmpty()) {
            return look.failed(
                    "There is no finished " + noun + " of " + database.instance() + " in " + place + ".",
                    "Run the daily backup and see why the " + noun + " does not come about.",
                    Facts.of("instance", database.instance(), "region", region));
        }
        Duration age = Duration.between(newest.get().consistentAt(), now);
        Facts facts = Facts.of(
                "backup", Backups.name(newest.get()),
                "region", region,
                "consistentAt", newest.get().consistentAt(),
                "ageSeconds", age.toSeconds(),
                "limitSeconds", LIMIT.toSeconds());
        String summary = "The data of the last " + noun + " of " + database.instance() + " in " + place + " is "
                + Ages.words(age) + " old.";
        return age.compareTo(LIMIT) <= 0
                ? look.passed(summary, facts)
                : look.failed(summary, "Find out why the " + noun + " of the last day is missing, and run it.", facts);
    }
}
