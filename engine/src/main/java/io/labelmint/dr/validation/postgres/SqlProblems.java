package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Errors of PostgreSQL as problems. Codes are those of the documentation, "PostgreSQL Error Codes". The cause is left
 * behind and the text of the server is passed on only in the classes whose texts name things of the catalog and of the
 * statement; others repeat values of rows.
 */
final class SqlProblems {
    static final String NO_DATABASE = "probe.no-database";
    static final String TIME_LIMIT = "probe.time-limit";
    static final String CORRUPT = "probe.corrupt";

    private SqlProblems() {}

    /** Whether {@code e} says that what is stored is damaged: classes of {@code data_corrupted} and {@code index_corrupted}. */
    static boolean isCorruption(SQLException e) {
        return state(e).equals("XX001") || state(e).equals("XX002");
    }

    /** Why nobody was let in. */
    static Problem connecting(SQLException e, String host, int port, String database, String user) {
        String place = host + ":" + port;
        Problem problem = switch (state(e)) {
            case "3D000" ->
                Problem.of(
                        NO_DATABASE,
                        "The server at " + place + " has no database " + database + ".",
                        "Restore from a source that has it, or correct validation.database in the estate file.");
            case "28P01", "28000" ->
                Problem.of(
                        "probe.denied",
                        "The server at " + place + " does not let " + user + " in" + text(e) + ".",
                        "Use the password of the moment the copy is of, and allow the role to connect;"
                                + " docs/validation.md has the statements.");
            case "42501" ->
                Problem.of(
                        "probe.denied",
                        user + " may not connect to " + database + " at " + place + ".",
                        "Grant it CONNECT on the source; docs/validation.md has the statements.");
            case "57P03", "53300" ->
                Problem.of(
                        "probe.not-ready",
                        "The server at " + place + " does not take connections now" + text(e) + ".",
                        "Validate again when it has started, or when other connections are closed.");
            default ->
                isTrust(e)
                        ? Problem.of(
                                "probe.not-trusted",
                                "The server at " + place + " did not prove who it is: its certificate is not trusted or"
                                        + " names another host.",
                                "Give validation.caBundle the certificates of RDS (global-bundle.pem), and connect by"
                                        + " the name RDS gave the instance.")
                        : Problem.of(
                                "probe.unreachable",
                                "No connection to " + place + " came about.",
                                "See that the instance is available, and that its security group admits this machine"
                                        + " to its port.");
        };
        return problem.with("sqlState", state(e)).with("database", database);
    }

    /** Why a question was not answered. */
    static Problem asking(SQLException e, String question, Duration limit) {
        String state = state(e);
        Problem problem;
        if (isCorruption(e)) {
            problem = Problem.of(
                    CORRUPT,
                    "PostgreSQL found damaged data while it was asked for " + question + text(e) + ".",
                    "Restore from another backup, and find out since when the source is damaged.");
        } else if (state.equals("57014")) {
            problem = timeLimit(question, limit);
        } else if (state.equals("42501")) {
            problem = Problem.of(
                    "probe.not-permitted",
                    "The role may not ask for " + question + text(e) + ".",
                    "Grant it on the source, so that copies have the grant; docs/validation.md has the statements.");
        } else if (state.startsWith("08")) {
            problem = Problem.of(
                    "probe.connection-lost",
                    "The connection broke while it was asked for " + question + ".",
                    "See the log of the instance, and validate again.");
        } else {
            problem = Problem.of(
                    "probe.not-answered",
                    "PostgreSQL did not answer " + question + text(e) + ": SQLSTATE " + state + ".",
                    "Look the SQLSTATE up in the PostgreSQL documentation, \"PostgreSQL Error Codes\".");
        }
        return problem.with("sqlState", state);
    }

    static Problem timeLimit(String question, Duration limit) {
        return Problem.of(
                        TIME_LIMIT,
                        "The time for validation was over before " + question + " was answered.",
                        "Write a longer validation.timeLimit, or count fewer tables: a restored volume is read slowly"
                                + " the first time.")
                .with("timeLimitSeconds", limit.toSeconds());
    }

    /** What the server says, in brackets, where it names things of the catalog and of the statement; else nothing. */
    static String text(SQLException e) {
        String state = state(e);
        boolean harmless = state.startsWith("42")
                || state.startsWith("28")
                || state.startsWith("53")
                || state.startsWith("57")
                || isCorruption(e);
        return Optional.of(e)
                .filter(any -> harmless)
                .filter(PSQLException.class::isInstance)
                .map(PSQLException.class::cast)
                .map(PSQLException::getServerErrorMessage)
                .map(ServerErrorMessage::getMessage)
                .map(message -> " (" + message + ")")
                .orElse("");
    }

    /** What the server says is wrong with what it stores: names, and places in files. */
    static String corruption(SQLException e) {
        return "(" + state(e) + ")" + text(e);
    }

    /** Its SQLSTATE. */
    static String state(SQLException e) {
        return e.getSQLState() == null ? "none" : e.getSQLState();
    }

    /** Whether the server could not prove who it is. */
    static boolean isTrust(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof javax.net.ssl.SSLException
                    || cause instanceof java.security.GeneralSecurityException) {
                return true;
            }
        }
        // The driver reports a certificate that names another host without a cause, in the language of this machine.
        return e instanceof PSQLException refused
                && "08006".equals(refused.getSQLState())
                && refused.getServerErrorMessage() == null
                && refused.getCause() == null;
    }
}
