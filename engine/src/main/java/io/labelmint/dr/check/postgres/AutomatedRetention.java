package io.labelmint.dr.check.postgres;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.Optional;

/**
 * Are the automated backups of each database, and those replicated into the DR region, kept at least as long as declared? It is
 * the part of {@link BackupRetention} that lists no backups, for a review of an estate that has very many.
 */
public final class AutomatedRetention implements DatabaseCheck {
    @Override
    public String id() {
        return "postgres.automated-retention";
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Tally tally = new Tally(
                new Look(id(), database.id(), "any moment can be restored for as long as declared", Controls.BACKUP));
        judge(tally, estate, database, observatory);
        return tally.finding("Automated backups of " + database.instance() + " are kept as long as declared.");
    }

    static void judge(Tally tally, Estate estate, PostgresDatabase database, Observatory observatory) {
        instance(tally, estate, database, observatory);
        replicated(tally, estate, database, observatory);
    }

    private static void instance(Tally tally, Estate estate, PostgresDatabase database, Observatory observatory) {
        String primary = estate.regions().primary();
        tally.read(
                observatory.read(new DbInstances(primary)),
                all -> DbInstances.find(all, database.instance())
                        .ifPresentOrElse(
                                found -> atLeast(
                                        tally,
                                        "automated backups of " + database.instance(),
                                        "pitrDays",
                                        Optional.of((long) found.backupRetentionPeriod()),
                                        estate.retention().pitrDays()),
                                () -> tally.wrong(
                                        Instances.missing(database.instance(), primary), Instances.correct(database))));
    }

    /** That there are none is told by {@link ReplicatedBackupLag}. */
    private static void replicated(Tally tally, Estate estate, PostgresDatabase database, Observatory observatory) {
        database.replicatedBackups()
                .ifPresent(declared -> tally.read(
                        ReplicatedBackups.read(estate, database, observatory),
                        found -> found.ifPresent(backup -> atLeast(
                                tally,
                                "replicated backups of " + database.instance(),
                                "replicatedDays",
                                Optional.ofNullable(backup.backupRetentionPeriod())
                                        .map(Integer::longValue),
                                declared.retentionDays()))));
    }

    /** Notes how long {@code what} is kept, and that it is too short if it is. */
    static void atLeast(Tally tally, String what, String fact, Optional<Long> days, int declared) {
        tally.fact(fact, days.map(String::valueOf).orElse("for ever"));
        tally.fact(fact + ".declared", declared);
        if (days.isPresent() && days.get() < declared) {
            tally.wrong(
                    capital(what) + " are kept " + days.get() + " days; declared are " + declared + ".",
                    "Set the retention of " + what + " to " + declared + " days.");
        }
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
