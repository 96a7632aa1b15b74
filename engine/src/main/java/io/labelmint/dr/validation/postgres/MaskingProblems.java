package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.Problem;
import io.labelmint.dr.outside.Maskings.Order;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.postgresql.util.PSQLException;

/** What goes wrong while a copy is masked, told without a value of any row: number of the statement and SQLSTATE. */
final class MaskingProblems {
    /**
     * What passes when it is tried again: deadlocks, locks of others, and a server that restarts. Codes are those of the
     * PostgreSQL documentation, "PostgreSQL Error Codes"; class 08 and what has none are connections that broke.
     */
    private static final Set<String> PASSING =
            Set.of("40001", "40P01", "53300", "55P03", "57P01", "57P02", "57P03", "57P05");

    private MaskingProblems() {}

    /** Whether the same may come out well when it is tried again. */
    static boolean mayPass(SQLException e) {
        String state = SqlProblems.state(e);
        return (state.startsWith("08") || PASSING.contains(state)) && !SqlProblems.isTrust(e);
    }

    /** Whether the server itself said so, and not the driver of a connection that broke. */
    static boolean saidByServer(SQLException e) {
        return e instanceof PSQLException answer && answer.getServerErrorMessage() != null;
    }

    static IOException inDoubt(SQLException e) {
        return new IOException("the masking did not come to an end that was seen (SQLSTATE " + SqlProblems.state(e)
                + "); its marker tells whether it is done");
    }

    /**
     * It failed, and nothing of it was done.
     *
     * @param number of the statement, from 1; 0 if it was none of them
     */
    static Problem failed(SQLException e, int number, Order order) {
        String state = SqlProblems.state(e);
        if (state.equals("57014")) {
            return overtime(Math.max(1, number), order);
        }
        if (number == 0) {
            return Problem.of(
                            "masking.failed",
                            "The marker of the masking could not be written" + SqlProblems.text(e) + ": SQLSTATE "
                                    + state + ", so nothing was masked.",
                            "Grant the role CREATE on the database, or on its schema dr, on the source;"
                                    + " docs/restores.md has the statements.")
                    .with("sqlState", state);
        }
        return of(
                        "masking.failed",
                        number,
                        order,
                        "failed" + SqlProblems.text(e) + ": SQLSTATE " + state + ", so nothing was masked.",
                        state.equals("42501")
                                ? "Grant the role what the statement needs on the source, so that copies have the grant."
                                : "Correct the statement in restore.masking, and look the SQLSTATE up in the PostgreSQL"
                                        + " documentation, \"PostgreSQL Error Codes\".")
                .with("sqlState", state);
    }

    static Problem overtime(int number, Order order) {
        return of(
                "masking.time-limit",
                number,
                order,
                "did not end in time, so nothing was masked: it may take " + words(order.statementLimit())
                        + ", and all of them " + words(order.timeLimit()) + ".",
                "Write a longer statementLimit and timeLimit in restore.masking, or split it: a restored volume is read"
                        + " slowly the first time.");
    }

    /** A statement ended the transaction, which it could only do by a way nobody thought of. */
    static Problem left(int number, Order order) {
        return of(
                "masking.left-transaction",
                number,
                order,
                "ended the transaction it was run in, so a part is masked and nobody knows which.",
                "Take what ends transactions out of it, and delete the copy.");
    }

    /** What an earlier process of the same operation masked with, which were other statements. */
    static Problem others(String digest, Order order) {
        return Problem.of(
                "masking.other-statements",
                "The copy is masked already, by the same operation and with other statements: their digest is "
                        + brief(digest) + ", and that of the plan " + brief(order.digest()) + ".",
                "Delete the copy and restore again: nobody can say what the two would make of it together.");
    }

    static Problem twoStatements() {
        return Problem.of(
                "masking.two-statements",
                "A statement to mask with has a semicolon in it, and could be two, so nothing was masked.",
                "Write each statement as one of its own, without a semicolon.");
    }

    private static Problem of(String code, int number, Order order, String what, String remedy) {
        return Problem.of(
                        code,
                        "Statement " + number + " of " + order.statements().size() + " to mask with " + what,
                        remedy)
                .with("statement", number);
    }

    /** The first twelve digits of one: who forged the marker could have written anything there. */
    private static String brief(String digest) {
        return digest.matches("[0-9a-f]{12,}") ? digest.substring(0, 12) : "none at all";
    }

    private static String words(Duration time) {
        return time.toSeconds() + " s";
    }
}
