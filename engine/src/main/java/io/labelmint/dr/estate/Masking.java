package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Notifications.SecretReference;
import java.time.Duration;
import java.util.List;

/**
 * How the restored copies of a database are masked before people may connect to them. Masking changes the copy for good,
 * so a restore that is to take the place of production is asked for as such, and is not masked.
 *
 * @param user role that runs the statements
 * @param password where its password is kept
 * @param statements what is run, in order, in one transaction
 * @param tests whether the copies of restore tests are masked too, before they are looked at
 * @param statementLimit the longest one statement may take
 * @param timeLimit the longest all of it may take
 */
public record Masking(
        String user,
        SecretReference password,
        List<String> statements,
        boolean tests,
        Duration statementLimit,
        Duration timeLimit) {

    /** Statements of one masking, at most: they are stored with every plan. */
    public static final int MOST_STATEMENTS = 50;

    public Masking {
        statements = List.copyOf(statements);
    }
}
