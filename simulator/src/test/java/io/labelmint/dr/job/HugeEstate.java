package io.labelmint.dr.job;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.simulator.backup.BackupScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

/** An estate of databases that AWS Backup has kept recovery points of for years, one a day in each of two vaults. */
final class HugeEstate {
    static final String EAST = "us-east-1";
    static final String WEST = "us-west-2";

    /** As many as the seeding of a simulated estate makes at once without being throttled. */
    static final int DATABASES = 10;

    /** Recovery points of each database in each vault: a hundred thousand in all. */
    static final int EACH = 5000;

    /** Where its ledgers are, if anybody keeps them there. */
    static final String BUCKET = "acme-dr-state";

    /** DeleteAfterDays of a recovery point that is never deleted (AWS Backup API Reference, Lifecycle). */
    private static final int FOR_EVER = -1;

    private HugeEstate() {}

    /** Its declaration. */
    static Estate declared() {
        StringBuilder databases = new StringBuilder();
        IntStream.range(0, DATABASES).forEach(number -> databases.append("""
                  - id: db-%1$d
                    instance: acme-db-%1$d
                    via: aws-backup
                    scheduledBy: jenkins
                    keys:
                      primary: arn:aws:kms:us-east-1:123456789012:alias/acme-backup
                      dr: arn:aws:kms:us-west-2:123456789012:alias/acme-backup
                    vaults:
                      primary: vault
                      dr: vault-dr
                      role: arn:aws:iam::123456789012:role/acme-backup
                      locked: true
                    objectives: { rpo: 24h, rto: 4h }
                """.formatted(number)));
        return EstateLoader.parse("""
                project: acme
                environment: test
                regions: { primary: us-east-1, dr: us-west-2 }
                access: { account: "123456789012" }
                state: { bucket: acme-dr-state, prefix: dr/ }
                retention: { pitrDays: 35, dailyDays: 90, weeklyDays: 365, monthlyDays: 2557 }
                databases:
                """ + databases, "huge.yaml");
    }

    /** Has AWS Backup have kept recovery points of every day until so long ago, as many as {@link #EACH} says. */
    static void keep(Trial trial, Duration ago) {
        trial.estate.databases().forEach(database -> keep(trial, database, EAST, ago));
        trial.estate.databases().forEach(database -> keep(trial, database, WEST, ago));
    }

    /** The same of one database in one region. */
    static void keep(Trial trial, PostgresDatabase database, String region, Duration ago) {
        Instant last = trial.timeline.now().minus(ago);
        String vault = region.equals(EAST) ? "vault" : "vault-dr";
        trial.world.script(BackupScripts.history(region, vault, arn(database), last, EACH, FOR_EVER));
    }

    static String arn(PostgresDatabase database) {
        return "arn:aws:rds:us-east-1:123456789012:db:" + database.instance();
    }
}
