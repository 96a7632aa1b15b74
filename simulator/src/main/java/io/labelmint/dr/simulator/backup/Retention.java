package io.labelmint.dr.simulator.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.backup.model.CalculatedLifecycle;
import software.amazon.awssdk.services.backup.model.Lifecycle;

/**
 * How long recovery points are kept: API reference, Lifecycle. The transition to cold storage is checked and otherwise
 * ignored, as AWS ignores it for RDS.
 */
final class Retention {
    /** "DeleteAfterDays" for ever: API reference, Lifecycle. */
    private static final long ALWAYS = -1;

    /** Days a backup must stay in cold storage: API reference, Lifecycle. */
    private static final long LEAST_COLD = 90;

    private Retention() {}

    /** {@code given}, if it is valid. */
    static Lifecycle checked(Lifecycle given) {
        if (given == null) {
            return Lifecycle.builder().build();
        }
        Long delete = given.deleteAfterDays();
        Long cold = given.moveToColdStorageAfterDays();
        if (delete != null && delete != ALWAYS && delete < 1) {
            throw BackupErrors.invalidValue("Invalid lifecycle. DeleteAfterDays must be at least 1 day.");
        }
        // The rule is the API reference's; the sentence is only like AWS's others about lifecycles.
        if (cold != null && cold != ALWAYS && isFinite(given) && delete < cold + LEAST_COLD) {
            throw BackupErrors.invalidValue("Invalid lifecycle. DeleteAfterDays cannot be less than " + LEAST_COLD
                    + " days apart from MoveToColdStorageAfterDays");
        }
        return given;
    }

    static boolean isFinite(Lifecycle lifecycle) {
        return lifecycle.deleteAfterDays() != null && lifecycle.deleteAfterDays() != ALWAYS;
    }

    /** When a recovery point created at {@code created} has been kept long enough. */
    static Optional<Instant> ends(Instant created, Lifecycle lifecycle) {
        return isFinite(lifecycle)
                ? Optional.of(created.plus(Duration.ofDays(lifecycle.deleteAfterDays())))
                : Optional.empty();
    }

    /** What a description says of {@link #ends}. */
    static CalculatedLifecycle calculated(Instant created, Lifecycle lifecycle) {
        return CalculatedLifecycle.builder()
                .deleteAt(ends(created, lifecycle).orElse(null))
                .build();
    }
}
