package io.labelmint.dr.check.postgres;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;

/** Do the automated backups replicated into the DR region keep up? */
public final class ReplicatedBackupLag implements DatabaseCheck {
    @Override
    public String id() {
        return "postgres.replicated-backup-lag";
    }

    @Override
    public boolean concerns(PostgresDatabase database) {
        return database.replicatedBackups().isPresent();
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Duration limit = database.replicatedBackups().orElseThrow().maxLag();
        Look look = new Look(
                id(),
                database.id(),
                "automated backups are in the DR region within " + Ages.words(limit),
                Controls.OFFSITE);
        return ReplicatedBackups.read(estate, database, observatory)
                .fold(found -> judge(look, estate, database, limit, found, now), look::notTested);
    }

    private static Finding judge(
            Look look,
            Estate estate,
            PostgresDatabase database,
            Duration limit,
            Optional<DBInstanceAutomatedBackup> found,
            Instant now) {
        String dr = estate.regions().dr();
        Optional<Instant> latest = found.flatMap(ReplicatedBackups::latest);
        Facts facts = Facts.of(
                "region", dr,
                "status", found.map(DBInstanceAutomatedBackup::status).orElse("absent"),
                "limitSeconds", limit.toSeconds());
        if (latest.isEmpty()) {
            return look.failed(
                    found.isEmpty()
                            ? "Automated backups of " + database.instance() + " are not replicated to " + dr + "."
                            : "Automated backups of " + database.instance() + " have not arrived in " + dr + " yet.",
                    "Start replication of automated backups to " + dr + ", and wait until the first one is there.",
                    facts);
        }
        Duration age = Duration.between(latest.get(), now);
        Facts all = facts.and(Facts.of("latestTime", latest.get(), "ageSeconds", age.toSeconds()));
        String summary =
                database.instance() + " can be restored in " + dr + " to any moment until " + Ages.words(age) + " ago.";
        return age.compareTo(limit) <= 0
                ? look.passed(summary, all)
                : look.failed(
                        summary, "See the replication of automated backups in the RDS console of " + dr + ".", all);
    }
}
