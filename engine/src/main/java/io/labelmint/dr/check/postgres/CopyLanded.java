package io.labelmint.dr.check.postgres;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;

/** Has a copy of each database's last backup landed in the DR region? Landed, not ordered. */
public final class CopyLanded implements DatabaseCheck {
    @Override
    public String id() {
        return "postgres.copy-landed";
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Look look = new Look(id(), database.id(), "a copy of every day's backup in the DR region", Controls.OFFSITE);
        return new Freshness(estate.regions().dr(), "copy").judge(look, estate, database, observatory, now);
    }
}
