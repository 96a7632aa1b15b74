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

/**
 * Are each database and its replicas protected against deletion? RDS refuses to delete an instance that is (Amazon RDS User
 * Guide, "Deleting a DB instance"), and its automated backups go with one that is not.
 */
public final class DeletionProtection implements DatabaseCheck {
    @Override
    public String id() {
        return "postgres.deletion-protection";
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Tally tally = new Tally(
                new Look(id(), database.id(), "nobody deletes the database by a mistake", Controls.IMMUTABILITY));
        judge(tally, database, database.instance(), estate.regions().primary(), observatory);
        database.replicas()
                .forEach(replica -> judge(tally, database, replica.instance(), replica.region(), observatory));
        return tally.finding("Every instance of " + database.id() + " is protected against deletion.");
    }

    private static void judge(
            Tally tally, PostgresDatabase database, String instance, String region, Observatory observatory) {
        tally.read(
                observatory.read(new DbInstances(region)),
                all -> DbInstances.find(all, instance)
                        .ifPresentOrElse(
                                found -> {
                                    boolean isProtected = Boolean.TRUE.equals(found.deletionProtection());
                                    tally.fact(region + "." + instance, isProtected);
                                    if (!isProtected) {
                                        tally.wrong(
                                                instance + " in " + region + " is not protected against deletion.",
                                                "Turn on deletion protection (ModifyDBInstance, applied at once).");
                                    }
                                },
                                () -> tally.wrong(Instances.missing(instance, region), Instances.correct(database))));
    }
}
