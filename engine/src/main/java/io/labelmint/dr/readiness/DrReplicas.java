package io.labelmint.dr.readiness;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.Replica;
import java.util.Optional;

/** The replicas a failover promotes. */
final class DrReplicas {
    private DrReplicas() {}

    /** The one of {@code database} in the DR region; empty if none is declared. */
    static Optional<Replica> of(Estate estate, PostgresDatabase database) {
        return database.replicas().stream()
                .filter(replica -> replica.region().equals(estate.regions().dr()))
                .findFirst();
    }
}
