package io.labelmint.dr.check.postgres;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Does point-in-time recovery keep up with the database? */
public final class RestorableTime implements DatabaseCheck {
    /**
     * RDS uploads transaction logs every five minutes, so the latest restorable time is "typically within the last five
     * minutes" (Amazon RDS User Guide, "Restoring a DB instance to a specified time"); at three times that, it stands.
     */
    static final Duration LIMIT = Duration.ofMinutes(15);

    @Override
    public String id() {
        return "postgres.restorable-time";
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        String region = estate.regions().primary();
        Look look = new Look(
                id(), database.id(), "any moment until " + Ages.words(LIMIT) + " ago can be restored", Controls.BACKUP);
        return observatory
                .read(new DbInstances(region))
                .fold(
                        all -> DbInstances.find(all, database.instance())
                                .map(instance -> judge(look, database, instance, now))
                                .orElseGet(() -> look.failed(
                                        Instances.missing(database.instance(), region),
                                        Instances.correct(database),
                                        Facts.of("instance", database.instance(), "region", region))),
                        look::notTested);
    }

    private static Finding judge(Look look, PostgresDatabase database, DBInstance instance, Instant now) {
        Optional<Instant> latest = Optional.ofNullable(instance.latestRestorableTime());
        if (latest.isEmpty()) {
            return look.failed(
                    database.instance() + " cannot be restored to any point in time.",
                    "Turn on automated backups of " + database.instance() + ".",
                    Facts.of("instance", database.instance()));
        }
        Duration age = Duration.between(latest.get(), now);
        Facts facts = Facts.of(
                "latestRestorableTime", latest.get(),
                "ageSeconds", age.toSeconds(),
                "limitSeconds", LIMIT.toSeconds());
        String summary = database.instance() + " can be restored to any moment until " + Ages.words(age) + " ago.";
        return age.compareTo(LIMIT) <= 0
                ? look.passed(summary, facts)
                : look.failed(
                        summary,
                        "See the events of the instance: most often its storage is full or its key is disabled.",
                        facts);
    }
}
