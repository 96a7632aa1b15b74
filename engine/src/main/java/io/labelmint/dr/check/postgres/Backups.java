package io.labelmint.dr.check.postgres;

import io.labelmint.dr.backup.DatabaseBackup;
import io.labelmint.dr.backup.VaultNames;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import java.util.List;
import java.util.Optional;

/** What the checks of backups say and ask in common. */
final class Backups {
    private Backups() {}

    /** The newest of backups that come oldest first. */
    static Optional<DatabaseBackup> newest(List<DatabaseBackup> oldestFirst) {
        return oldestFirst.isEmpty() ? Optional.empty() : Optional.of(oldestFirst.get(oldestFirst.size() - 1));
    }

    /** Where backups of {@code database} in {@code region} are, in words. */
    static String place(Estate estate, PostgresDatabase database, String region) {
        return switch (database.via()) {
            case RDS_SNAPSHOT -> region;
            case AWS_BACKUP -> "vault " + VaultNames.vault(estate, database, region) + " in " + region;
        };
    }

    /** The last part of an ARN, which is what consoles show. */
    static String name(DatabaseBackup backup) {
        return backup.arn().replaceFirst("^.*?:snapshot:", "");
    }
}
