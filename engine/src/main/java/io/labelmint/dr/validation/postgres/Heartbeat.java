package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Validation.Table;
import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.validation.DatabaseAddress;
import io.labelmint.dr.validation.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Writes a source's testimony into itself: a beat every minute or so, a census every hour or day. Its role owns schema
 * {@code dr}, may read what is counted, and may do nothing else.
 */
public final class Heartbeat implements AutoCloseable {
    /** A beat takes milliseconds; a census reads tables in full, and must not be in an application's way for ever. */
    private static final Duration BEAT_LIMIT = Duration.ofSeconds(30);

    private static final Duration CENSUS_LIMIT = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Connection connection;
    private final String place;

    private Heartbeat(Connection connection, String place) {
        this.connection = connection;
        this.place = place;
    }

    /**
     * Connects to the source at {@code address}.
     *
     * @throws io.labelmint.dr.ProblemException if it cannot be reached or does not let the role in
     */
    public static Heartbeat connect(DatabaseAddress address) {
        try {
            Connection connection = PostgresProbes.open(address, "dr-heartbeat");
            connection.setNetworkTimeout(
                    Runnable::run, (int) CENSUS_LIMIT.plus(GRACE).toMillis());
            connection.setAutoCommit(false);
            return new Heartbeat(connection, address.host() + ":" + address.port());
        } catch (SQLException e) {
            throw SqlProblems.connecting(e, address.host(), address.port(), address.database(), address.user())
                    .asException();
        }
    }

    /** Installs schema {@code dr}, or changes nothing, and has these tables counted from now on. */
    public void install(List<Table> tables) {
        inTransaction("the installation of schema dr", Connection.TRANSACTION_READ_COMMITTED, BEAT_LIMIT, () -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(HeartbeatSql.installation());
                statement.execute("delete from dr.subject");
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into dr.subject (table_schema, table_name, sum_column) values (?, ?, ?)")) {
                for (Table table : tables) {
                    TableName name = TableName.of(table.name());
                    insert.setString(1, name.schema());
                    insert.setString(2, name.name());
                    insert.setString(3, table.sum().orElse(null));
                    insert.executeUpdate();
                }
            }
            return null;
        });
    }

    /**
     * Says that the store is alive.
     *
     * @return what was written
     */
    public Heartbeats.Beat beat(String estate, String store) {
        return inTransaction("a heartbeat", Connection.TRANSACTION_READ_COMMITTED, BEAT_LIMIT, () -> {
            ask("select dr.beat(?, ?)", estate, store, rows -> null);
            return row(estate, store);
        });
    }

    /**
     * The last heartbeat this server has, which may be a replica.
     *
     * @return what was written
     */
    public Heartbeats.Beat last(String estate, String store) {
        return inTransaction(
                "the last heartbeat", Connection.TRANSACTION_READ_COMMITTED, BEAT_LIMIT, () -> row(estate, store));
    }

    private Heartbeats.Beat row(String estate, String store) throws SQLException {
        return ask(
                "select beat_at, lsn::text, wal_bytes_per_second from dr.heartbeat where estate = ? and store = ?",
                estate,
                store,
                rows -> new Heartbeats.Beat(
                        rows.getObject(1, OffsetDateTime.class).toInstant(), rows.getString(2), rows.getLong(3)));
    }

    private <T> T ask(String sql, String estate, String store, Session.Answer<T> answer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, estate);
            statement.setString(2, store);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return answer.of(rows);
            }
        }
    }

    /**
     * Counts every table, all as of one moment.
     *
     * @return how many were counted
     */
    public int takeCensus() {
        return inTransaction("a census", Connection.TRANSACTION_REPEATABLE_READ, CENSUS_LIMIT, () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select dr.take_census()")) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // What was committed stays.
        }
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T inTransaction(String purpose, int isolation, Duration limit, Work<T> work) {
        try {
            connection.setTransactionIsolation(isolation);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local statement_timeout = " + limit.toMillis() + "; set local lock_timeout = "
                        + BEAT_LIMIT.toMillis());
            }
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException e) {
            Problem problem = SqlProblems.asking(e, purpose, limit).with("source", place);
            rollback();
            throw problem.asException();
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
