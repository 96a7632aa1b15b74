package io.labelmint.dr.monitoring;

import java.time.Instant;

/**
 * A time a store is to be backed up.
 *
 * @param opens from when on what is begun counts as its backup
 * @param due when it is to begin
 */
record BackupSlot(Instant opens, Instant due) {
    /** Whether what was begun, or was consistent, at {@code moment} is of this slot or of a later one. */
    boolean isKeptBy(Instant moment) {
        return !moment.isBefore(opens);
    }
}
