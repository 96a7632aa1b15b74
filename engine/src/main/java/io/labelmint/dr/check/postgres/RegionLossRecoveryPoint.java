package io.labelmint.dr.check.postgres;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;

/**
 * If the primary region were lost now, would less than the RPO be gone? Looks at the DR region only, so it can be asked
 * when the primary region does not answer.
 */
public final class RegionLossRecoveryPoint implements DatabaseCheck {
    @Override
    public String id() {
        return "postgres.region-loss-recovery-point";
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        String dr = estate.regions().dr();
        String objective = "RPO " + Ages.words(database.objectives().rpo());
        Look look = new Look(id(), database.id(), objective, Controls.OFFSITE);
        Means means = new Means();
        for (PostgresDatabase.Replica replica : database.replicas()) {
            if (replica.region().equals(dr)) {
                means.add(
                        "replica " + replica.instance(),
                        LagMetrics.read(estate, dr, observatory, now),
                        lags -> LagMetrics.of(lags, replica.instance(), now).map(LagMetrics.Lag::consistentAt));
            }
        }
        if (database.replicatedBackups().isPresent()) {
            means.add(
                    "the replicated backups",
                    ReplicatedBackups.read(estate, database, observatory),
                    found -> found.flatMap(ReplicatedBackups::latest));
        }
        means.addBackups("the last copy", estate, database, dr, observatory, now);
        return means.judge(
                look,
                database,
                "the loss of " + estate.regions().primary(),
                "Mend the replica or the replication of automated backups to " + dr
                        + "; daily copies alone are a day old.",
                now);
    }
}
