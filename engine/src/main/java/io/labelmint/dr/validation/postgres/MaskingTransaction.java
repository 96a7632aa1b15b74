package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.outside.Maskings.Masked;
import io.labelmint.dr.outside.Maskings.NotReached;
import io.labelmint.dr.outside.Maskings.Order;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.validation.DatabaseAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Masks one copy: all statements and the marker that they were run, in one transaction, so that either all of it is there
 * or nothing.
 *
 * <p>First it takes a lock of the whole database and looks for the marker of its operation. A process that died may have
 * left a server that is still running its statements, or committing them: whoever comes next waits for that one to end,
 * sees what it left, and runs nothing twice. Only then are statements run; each is one statement, because it has no
 * semicolon, and after each it is made sure that the transaction is still the one that was begun.
 *
 * <p>What statements answer is read past and never looked at.
 */
final class MaskingTransaction {
    /** Any number: it only has to be the same for whoever masks. */
    private static final long LOCK = 0x6472_6d61_736bL;

    /** What a lock is waited for, somebody else's or that of an earlier masking; it is tried again after that. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(60);

    /** How soon a server notices that nobody listens any more while it runs a statement; PostgreSQL 14 and later. */
    private static final Duration CHECK_CONNECTION = Duration.ofSeconds(10);

    /** For the answer of a server that has given up by itself to arrive. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Rows that are fetched at a time, and not looked at. */
    private static final int FETCHED = 1000;

    private static final String MARKERS = """
            create table dr.masked (
              operation text primary key,
              digest text not null,
              at timestamptz not null,
              changed bigint not null
            )""";

    private final Connection connection;
    private final Order order;
    private final Timeline timeline;
    private final long begin;

    private MaskingTransaction(Connection connection, Order order, Timeline timeline) {
        this.connection = connection;
        this.order = order;
        this.timeline = timeline;
        this.begin = timeline.nanos();
    }

    /**
     * Masks the copy at {@code address}.
     *
     * @throws ProblemException if it failed for good, and nothing of it was done
     * @throws NotReached if no connection came about
     * @throws IOException if it may have been done
     */
    static Masked run(DatabaseAddress address, Order order, Timeline timeline) throws IOException {
        for (String statement : order.statements()) {
            if (statement.indexOf(';') >= 0) {
                throw MaskingProblems.twoStatements().asException();
            }
        }
        try (Connection connection = connect(address)) {
            return new MaskingTransaction(connection, order, timeline).run();
        } catch (SQLException e) {
            throw MaskingProblems.inDoubt(e); // only closing failed, and what was done is asked for again
        }
    }

    private static Connection connect(DatabaseAddress address) throws NotReached {
        try {
            return PostgresProbes.open(address, "dr-masking");
        } catch (SQLException e) {
            Problem problem =
                    SqlProblems.connecting(e, address.host(), address.port(), address.database(), address.user());
            if (MaskingProblems.mayPass(e)) {
                throw new NotReached(problem.summary() + " " + problem.remedy());
            }
            throw problem.asException();
        }
    }

    private Masked run() throws IOException {
        boolean committing = false;
        int number = 0;
        try {
            connection.setNetworkTimeout(Runnable::run, (int)
                    Math.min(Integer.MAX_VALUE, order.timeLimit().plus(GRACE).toMillis()));
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            begin();
            Optional<Masked> before = marker();
            if (before.isPresent()) {
                connection.rollback();
                return before.get();
            }
            prepareMarkers();
            String transaction = transaction();
            long changed = 0;
            for (String statement : order.statements()) {
                number++;
                changed += run(statement, number);
                if (!transaction().equals(transaction)) {
                    throw MaskingProblems.left(number, order).asException();
                }
            }
            number = 0;
            mark(changed);
            committing = true;
            connection.commit();
            Masked seen = marker().orElseThrow(() -> new IOException("the marker is not there after it was committed"));
            connection.rollback();
            return seen;
        } catch (SQLException e) {
            rollback();
            throw failure(e, number, committing);
        } catch (ProblemException e) {
            rollback();
            throw e;
        }
    }

    /** What becomes of a failure: tried again where it may pass, or where nobody knows what became of a commit. */
    private ProblemException failure(SQLException e, int number, boolean committing) throws IOException {
        if (MaskingProblems.mayPass(e) || (committing && !MaskingProblems.saidByServer(e))) {
            throw MaskingProblems.inDoubt(e);
        }
        return MaskingProblems.failed(e, number, order).asException();
    }

    /**
     * The settings are of this transaction. Row-level security would leave out rows it hides, and so leave them as they
     * are: it is an error instead.
     */
    private void begin() throws SQLException {
        execute("set local lock_timeout = " + LOCK_TIMEOUT.toMillis()
                + "; set local client_connection_check_interval = "
                + CHECK_CONNECTION.toMillis() + "; set local idle_in_transaction_session_timeout = "
                + order.timeLimit().plus(GRACE).toMillis() + "; set local row_security = off"
                + "; set local search_path = \"$user\", public");
        limit(Duration.ofMillis(
                Math.min(LOCK_TIMEOUT.plus(GRACE).toMillis(), order.timeLimit().toMillis())));
        execute("select pg_catalog.pg_advisory_xact_lock(" + LOCK + ")");
    }

    /** The marker of the operation, if it is there. */
    private Optional<Masked> marker() throws SQLException {
        if (!is("select pg_catalog.to_regclass('dr.masked') is not null")) {
            return Optional.empty();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("select digest, at, changed from dr.masked where operation = ?")) {
            statement.setString(1, order.operation());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                if (!rows.getString(1).equals(order.digest())) {
                    throw MaskingProblems.others(rows.getString(1), order).asException();
                }
                return Optional.of(
                        new Masked(rows.getObject(2, OffsetDateTime.class).toInstant(), rows.getLong(3)));
            }
        }
    }

    /** Made before anything is changed: a role that may not do it is found out first. */
    private void prepareMarkers() throws SQLException {
        // "If not exists" would demand the privilege to create what is there (PostgreSQL 17 does so).
        if (!is("select pg_catalog.to_regnamespace('dr') is not null")) {
            execute("create schema dr");
        }
        if (!is("select pg_catalog.to_regclass('dr.masked') is not null")) {
            execute(MARKERS);
        }
    }

    private long run(String sql, int number) throws SQLException {
        long left = order.timeLimit().toMillis()
                - Duration.ofNanos(timeline.nanos() - begin).toMillis();
        if (left <= 0) {
            throw MaskingProblems.overtime(number, order).asException();
        }
        limit(Duration.ofMillis(Math.min(left, order.statementLimit().toMillis())));
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // braces are JSON here, and no escapes of JDBC
            statement.setFetchSize(FETCHED);
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        // A function that masks does so while its rows are fetched; what it answers is nobody's
                        // business.
                    }
                }
                return 0;
            }
            return Math.max(0, statement.getLargeUpdateCount());
        }
    }

    private void mark(long changed) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into dr.masked (operation, digest, at, changed) values (?, ?, pg_catalog.clock_timestamp(), ?)")) {
            statement.setString(1, order.operation());
            statement.setString(2, order.digest());
            statement.setLong(3, changed);
            statement.executeUpdate();
        }
    }

    private void limit(Duration time) throws SQLException {
        execute("set local statement_timeout = " + Math.max(1, time.toMillis()));
    }

    /** The transaction's own number, which no other transaction has. */
    private String transaction() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_catalog.pg_current_xact_id()::text")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private boolean is(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and what it began with it.
        }
    }
}
