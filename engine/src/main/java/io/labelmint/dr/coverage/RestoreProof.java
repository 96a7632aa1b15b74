package io.labelmint.dr.coverage;

import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One restore of one store, as the run that made and judged it recorded it.
 *
 * @param run the run
 * @param store the store
 * @param recovery the kind of recovery
 * @param at when the run ended
 * @param took from asking for it to its being usable; empty if it never was
 * @param red ids of what was found red or could not be tested: it proves nothing unless this is empty
 */
public record RestoreProof(
        OperationId run, String store, Recovery recovery, Instant at, Optional<Duration> took, List<String> red) {

    public RestoreProof {
        red = List.copyOf(red);
    }

    /** Whether the data came back and was right. */
    public boolean proved() {
        return red.isEmpty();
    }
}
