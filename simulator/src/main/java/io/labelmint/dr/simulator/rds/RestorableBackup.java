package io.labelmint.dr.simulator.rds;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;

/**
 * An automated backup, in the region of its instance or replicated to another, as of now.
 *
 * @param source the instance it is of, which may be gone if the backup is a replicated one
 * @param backup how it is described
 */
record RestorableBackup(DbInstance source, DBInstanceAutomatedBackup backup) {

    /** The moment it can be restored to at the latest; empty if it cannot be restored yet. */
    Optional<Instant> latest() {
        return Optional.ofNullable(backup.restoreWindow().latestTime());
    }

    /** Checks that it can be restored to {@code moment}. */
    void check(Instant moment) {
        Instant latest =
                latest().orElseThrow(() -> RdsErrors.instanceState("Database instance is not in available state."));
        if (moment.isAfter(latest)) {
            throw RdsErrors.restoreTooLate(latest);
        }
        if (moment.isBefore(backup.restoreWindow().earliestTime())) {
            throw RdsErrors.restoreTooEarly(backup.restoreWindow().earliestTime(), backup.backupRetentionPeriod());
        }
    }
}
