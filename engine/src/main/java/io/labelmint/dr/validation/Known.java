package io.labelmint.dr.validation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the source from elsewhere, so that a stale or foreign copy cannot vouch for itself.
 *
 * @param beat a heartbeat seen on the source before the moment restored to: the copy's last one is not older
 * @param identity system identifier of the source
 * @param census counts of the source read from itself
 */
public record Known(Optional<Instant> beat, Optional<String> identity, List<Testimony.Entry> census) {
    /** Nothing. */
    public static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), List.of());

    public Known {
        census = List.copyOf(census);
    }
}
