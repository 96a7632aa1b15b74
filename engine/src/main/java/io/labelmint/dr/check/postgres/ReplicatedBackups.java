package io.labelmint.dr.check.postgres;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.AutomatedBackups;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.RestoreWindow;

/** The automated backups of a database that RDS replicates into the DR region. */
final class ReplicatedBackups {
    private ReplicatedBackups() {}

    /** Those of {@code database}; empty if none are replicated. */
    static Reading<Optional<DBInstanceAutomatedBackup>> read(
            Estate estate, PostgresDatabase database, Observatory observatory) {
        var all = observatory.read(new AutomatedBackups(estate.regions().dr()));
        return all.fold(
                backups -> new Reading.Seen<>(
                        backups.stream()
                                .filter(backup -> database.instance().equals(backup.dbInstanceIdentifier()))
                                // The region the source is in; the DR region may have an instance of that name itself.
                                .filter(backup -> estate.regions().primary().equals(backup.region()))
                                .findFirst(),
                        all.sent()),
                problem -> new Reading.Unseen<>(problem, all.sent()));
    }

    /** The last moment that can be restored in the DR region; empty while the first replication goes on. */
    static Optional<Instant> latest(DBInstanceAutomatedBackup backup) {
        return Optional.ofNullable(backup.restoreWindow()).map(RestoreWindow::latestTime);
    }
}
