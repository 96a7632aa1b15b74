package io.labelmint.dr.outside;

import java.time.Instant;
import java.util.Optional;

/** Has databases write a heartbeat into themselves. */
@FunctionalInterface
public interface Heartbeats {
    /**
     * A database.
     *
     * @param host host name or address
     * @param port TCP port
     * @param database name of the database
     * @param user role that owns schema {@code dr}
     * @param hostName whether the server's certificate must name the host
     * @param authorities PEM file with the authorities it must come from; without one, those this Java trusts
     */
    record Source(
            String host, int port, String database, String user, boolean hostName, Optional<String> authorities) {}

    /**
     * What was written.
     *
     * @param at when, by the clock of the source
     * @param lsn position in its write-ahead log
     * @param walBytesPerSecond log written since the beat before, a second: what a loss of that long would be
     */
    record Beat(Instant at, String lsn, long walBytesPerSecond) {}

    /**
     * Writes one.
     *
     * @param password of the user
     * @param estate name of the estate
     * @param store id of the store
     * @throws io.labelmint.dr.ProblemException if it could not be written; no message carries the password
     */
    Beat beat(Source source, Secret password, String estate, String store);

    /**
     * Reads the last heartbeat {@code source} has, which may be a copy of the database that wrote it: everything the writer
     * did before is in that copy then.
     *
     * @param password of the user
     * @throws io.labelmint.dr.ProblemException if it cannot be read, or there is none
     */
    default Beat last(Source source, Secret password, String estate, String store) {
        throw new UnsupportedOperationException("these heartbeats can only be written");
    }
}
