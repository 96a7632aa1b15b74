package io.labelmint.dr.outside;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Masks restored copies of databases. */
@FunctionalInterface
public interface Maskings {
    /**
     * A restored copy.
     *
     * @param host host name or address
     * @param port TCP port
     * @param database name of the database
     * @param user role that masks
     * @param hostName whether the server's certificate must name the host
     * @param authorities PEM file with the authorities it must come from; without one, those this Java trusts
     */
    record Copy(String host, int port, String database, String user, boolean hostName, Optional<String> authorities) {}

    /**
     * What is to be done.
     *
     * @param operation whose it is: what the copy remembers it by
     * @param digest of the statements
     * @param statements SQL, in order
     * @param statementLimit the longest one may take
     * @param timeLimit the longest all of them may take
     */
    record Order(
            String operation, String digest, List<String> statements, Duration statementLimit, Duration timeLimit) {
        public Order {
            statements = List.copyOf(statements);
        }
    }

    /**
     * What the copy says of it.
     *
     * @param at when, by the clock of the copy
     * @param rows rows the statements changed
     */
    record Masked(Instant at, long rows) {}

    /** No connection came about, so nothing was done. */
    final class NotReached extends IOException {
        private static final long serialVersionUID = 1L;

        public NotReached(String message) {
            super(message);
        }
    }

    /**
     * Runs the statements in one transaction that also leaves a marker of the operation and the digest. Where that marker
     * is already, nothing is run and it is answered with.
     *
     * @param password of the user
     * @throws io.labelmint.dr.ProblemException if it failed for good, and nothing of it was done; no message carries the
     *     password, or what the copy holds
     * @throws NotReached if no connection came about
     * @throws IOException if it may have been done
     */
    Masked mask(Copy copy, Secret password, Order order) throws IOException;
}
