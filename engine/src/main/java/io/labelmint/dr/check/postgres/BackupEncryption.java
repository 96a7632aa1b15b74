package io.labelmint.dr.check.postgres;

import io.labelmint.dr.backup.DatabaseBackup;
import io.labelmint.dr.backup.DatabaseBackups;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** Are the newest backups encrypted with the declared keys, in both regions? */
public final class BackupEncryption implements DatabaseCheck {
    @Override
    public String id() {
        return "postgres.encryption";
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Look look = new Look(id(), database.id(), "backups are encrypted with the declared keys", Controls.ENCRYPTION);
        Tally tally = new Tally(look);
        look(
                tally,
                estate,
                database,
                estate.regions().primary(),
                database.keys().primary(),
                observatory,
                now);
        look(tally, estate, database, estate.regions().dr(), database.keys().dr(), observatory, now);
        return tally.finding("The newest backups of " + database.instance() + " are encrypted with the declared keys.");
    }

    private static void look(
            Tally tally,
            Estate estate,
            PostgresDatabase database,
            String region,
            String name,
            Observatory observatory,
            Instant now) {
        tally.read(
                observatory.read(new EncryptionKey(region, name)),
                key -> tally.read(
                        DatabaseBackups.lately(estate, database, region, observatory, now),
                        all -> judge(tally, database, region, name, key, all)));
    }

    private static void judge(
            Tally tally,
            PostgresDatabase database,
            String region,
            String name,
            Optional<KeyMetadata> key,
            List<DatabaseBackup> all) {
        tally.fact("declared." + region, name);
        if (key.isEmpty()) {
            tally.wrong(
                    "There is no key " + name + " in " + region + ".",
                    "Create the key, or correct keys of " + database.id() + " in the estate file.");
            return;
        }
        tally.fact("key." + region, key.get().arn());
        Optional<DatabaseBackup> newest = Backups.newest(all);
        if (newest.isEmpty()) {
            tally.wrong(
                    "There is no finished backup of " + database.instance() + " in " + region + ".",
                    "Run the daily backup and see why it does not come about.");
            return;
        }
        String used = newest.get().key().orElse("none");
        tally.fact("backup." + region, Backups.name(newest.get()));
        tally.fact("used." + region, used);
        if (!used.equals(key.get().arn())) {
            tally.wrong(
                    "The newest backup of " + database.instance() + " in " + region + " is encrypted with "
                            + (used.equals("none") ? "no key." : "another key than declared."),
                    "Find out who changed the key; a backup under another key may be unreadable when it is needed, and"
                            + " the next copy is a full one.");
        }
    }
}
