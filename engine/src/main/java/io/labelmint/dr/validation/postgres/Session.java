package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.time.Timeline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * One read-only transaction in which every question is asked between a savepoint and the way back to it: all answers are
 * of one snapshot, an error spoils nothing but its own question, and settings made for one are gone for the next.
 */
final class Session implements AutoCloseable {
    /** What a question waits for a lock: nobody else works on a copy, so a lock that is held will not go. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    /** For the answer of a server that has given up by itself to arrive. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Connection connection;
    private final Timeline timeline;
    private final Duration limit;
    private final long begin;

    /** What is made of the rows of an answer. */
    interface Answer<T> {
        T of(ResultSet rows) throws SQLException;
    }

    /** A session on {@code connection}, which it owns. */
    Session(Connection connection, Timeline timeline, Duration limit) throws SQLException {
        this.connection = connection;
        this.timeline = timeline;
        this.limit = limit;
        this.begin = timeline.nanos();
        connection.setNetworkTimeout(Runnable::run, (int)
                Math.min(Integer.MAX_VALUE, limit.plus(GRACE).toMillis()));
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = on; set lock_timeout = " + LOCK_TIMEOUT.toMillis()
                    + "; set idle_in_transaction_session_timeout = "
                    + limit.plus(GRACE).toMillis()
                    + "; set search_path = pg_catalog, pg_temp; set row_security = off");
        }
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
    }

    /** Asks {@code sql}; {@code question} is what problems call it. */
    <T> T ask(String question, String settings, String sql, List<String> parameters, Answer<T> answer) {
        try {
            return attempt(question, settings, sql, parameters, answer);
        } catch (SQLException e) {
            throw unanswered(e, question);
        }
    }

    ProblemException unanswered(SQLException e, String question) {
        return SqlProblems.asking(e, question, limit).asException();
    }

    /** The same, for who tells errors apart by himself. */
    <T> T attempt(String question, String settings, String sql, List<String> parameters, Answer<T> answer)
            throws SQLException {
        long left =
                limit.toMillis() - Duration.ofNanos(timeline.nanos() - begin).toMillis();
        if (left <= 0) {
            throw SqlProblems.timeLimit(question, limit).asException();
        }
        execute("savepoint question; set local statement_timeout = " + left + settings);
        try (Statement statement = statement(sql, parameters);
                ResultSet rows = rows(statement, sql)) {
            return answer.of(rows);
        } finally {
            forget();
        }
    }

    /** Prepared only if it has parameters: in what is prepared, the driver takes the operator {@code ?} of JSON for one. */
    private Statement statement(String sql, List<String> parameters) throws SQLException {
        if (parameters.isEmpty()) {
            return connection.createStatement();
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.size(); i++) {
            statement.setString(i + 1, parameters.get(i));
        }
        return statement;
    }

    private static ResultSet rows(Statement statement, String sql) throws SQLException {
        return statement instanceof PreparedStatement prepared ? prepared.executeQuery() : statement.executeQuery(sql);
    }

    /** Back to the savepoint; a connection on which that fails fails at the next question too. */
    private void forget() {
        try {
            execute("rollback to savepoint question; release savepoint question");
        } catch (SQLException e) {
            // Thrown here it would hide why the question failed.
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            connection.close(); // the server rolls back what is open
        } catch (SQLException e) {
            // What was asked has been answered; nothing hangs on the goodbye.
        }
    }
}
