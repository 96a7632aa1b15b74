package io.labelmint.dr.failover;

import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.heartbeat.WriteHeartbeat;
import io.labelmint.dr.outside.Heartbeats;
import java.util.Optional;

/**
 * Where it is tried whether anybody gets into an old database, and as whom. Known without asking its region: from the last
 * heartbeat that was written, or from the estate file.
 *
 * @param source where
 * @param password where the password of its user is kept
 */
record Door(Heartbeats.Source source, SecretReference password) {
    /** The port of PostgreSQL, and RDS's default. */
    private static final int PORT = 5432;

    /** That of {@code database}, whose last heartbeat was {@code written}; empty if nothing tells it. */
    static Optional<Door> of(PostgresDatabase database, Optional<WriteHeartbeat> written) {
        return written.map(beat -> new Door(beat.source(), beat.password()))
                .or(() -> database.failover()
                        .address()
                        .flatMap(host -> database.validation().map(validation -> of(host, validation))));
    }

    /** As the role that validates copies: it may not write, but who is let in at all may be one who does. */
    private static Door of(String host, Validation validation) {
        return new Door(
                new Heartbeats.Source(
                        host,
                        PORT,
                        validation.database(),
                        validation.user(),
                        validation.tls() == Validation.Tls.VERIFY_FULL,
                        validation.caBundle()),
                validation.password());
    }
}
