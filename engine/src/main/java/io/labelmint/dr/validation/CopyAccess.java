package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.outside.Secrets;

/**
 * How an engine gets into restored copies.
 *
 * @param probes opens connections
 * @param secrets where passwords are kept
 */
public record CopyAccess(DatabaseProbes probes, Secrets secrets) {

    /** None: an engine that asks no database. */
    public static CopyAccess none() {
        Problem problem = Problem.of(
                "probe.none", "This engine asks no databases.", "Give it a way to do so where it is put together.");
        return new CopyAccess(
                (address, timeLimit) -> {
                    throw problem.asException();
                },
                reference -> {
                    throw problem.asException();
                });
    }

    /**
     * The address of the copy of {@code database} at {@code host}, with the password read now.
     *
     * @throws io.labelmint.dr.ProblemException if the password is not where the estate says
     */
    public DatabaseAddress address(PostgresDatabase database, String host, int port) {
        return DatabaseAddress.of(database.validation().orElseThrow(), host, port, secrets);
    }
}
