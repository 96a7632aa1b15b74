package io.labelmint.dr.check.postgres;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;

/**
 * If the data of the primary were ruined or lost now, would less than the RPO be gone? A replica does not count: it
 * repeats what ruined its source within seconds.
 */
public final class RecoveryPointAge implements DatabaseCheck {
    @Override
    public String id() {
        return "postgres.recovery-point";
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        String primary = estate.regions().primary();
        String objective = "RPO " + Ages.words(database.objectives().rpo());
        Look look = new Look(id(), database.id(), objective, Controls.BACKUP);
        Means means = new Means();
        means.add(
                "point-in-time recovery",
                observatory.read(new DbInstances(primary)),
                all -> DbInstances.find(all, database.instance()).map(instance -> instance.latestRestorableTime()));
        means.addBackups("the last backup", estate, database, primary, observatory, now);
        return means.judge(
                look,
                database,
                "a loss of data",
                "See why automated backups of " + database.instance() + " stand still, and run a backup now.",
                now);
    }
}
