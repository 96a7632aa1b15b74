package io.labelmint.dr.check.postgres;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;

/** Is the last backup of each database of the last day? */
public final class BackupAge implements DatabaseCheck {
    @Override
    public String id() {
        return "postgres.backup-age";
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Look look = new Look(id(), database.id(), "a backup every day", Controls.BACKUP);
        return new Freshness(estate.regions().primary(), "backup").judge(look, estate, database, observatory, now);
    }
}
