package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.validation.Catalog;
import io.labelmint.dr.validation.Catalog.CatalogObject;
import io.labelmint.dr.validation.Catalog.Index;
import io.labelmint.dr.validation.Count;
import io.labelmint.dr.validation.DatabaseProbe;
import io.labelmint.dr.validation.Server;
import io.labelmint.dr.validation.TableName;
import io.labelmint.dr.validation.Testimony;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks one PostgreSQL database, 14 or later, over one session. */
final class PostgresProbe implements DatabaseProbe {
    private static final String NO_SETTINGS = "";

    /** A count that may use an index says what the index says, and leaves the heap unread. */
    private static final String PAST_INDEXES = "; set local enable_indexscan = off;"
            + " set local enable_indexonlyscan = off; set local enable_bitmapscan = off";

    /** Declared queries are written with the names an application uses. */
    private static final String USUAL_PATH = "; set local search_path = \"$user\", public";

    private final Session session;

    PostgresProbe(Session session) {
        this.session = session;
    }

    @Override
    public Server server() {
        boolean mayIdentify = one(
                "its privileges",
                "select has_function_privilege('pg_catalog.pg_control_system()', 'execute')",
                rows -> rows.getBoolean(1));
        String identity = mayIdentify ? "(select system_identifier::text from pg_control_system())" : "null::text";
        return one(
                "the server's facts",
                "select current_setting('server_version'), current_database(), pg_is_in_recovery(), clock_timestamp(), "
                        + identity,
                rows -> new Server(
                        rows.getString(1),
                        rows.getString(2),
                        Optional.ofNullable(rows.getString(5)),
                        rows.getBoolean(3),
                        instant(rows, 4)));
    }

    @Override
    public Catalog catalog() {
        return new Catalog(
                objects("the catalog", CatalogSql.OBJECTS),
                list("the tables", CatalogSql.TABLES, rows -> new TableName(rows.getString(1), rows.getString(2))),
                list(
                        "the indexes",
                        CatalogSql.INDEXES,
                        rows -> new Index(
                                new TableName(rows.getString(1), rows.getString(2)),
                                new TableName(rows.getString(3), rows.getString(4)),
                                rows.getString(5),
                                rows.getBoolean(6))));
    }

    @Override
    public List<String> roles() {
        return list("the roles", "select rolname from pg_roles order by 1", rows -> rows.getString(1));
    }

    @Override
    public List<String> extensions() {
        return list("the extensions", "select extname from pg_extension order by 1", rows -> rows.getString(1));
    }

    @Override
    public Optional<Testimony> testimony() {
        if (!exists("dr.heartbeat") || !exists("dr.census") || !exists("dr.shape")) {
            return Optional.empty();
        }
        List<Testimony.Beat> beats = list(
                "the heartbeat",
                "select estate, store, beat_at, lsn::text, wal_bytes_per_second from dr.heartbeat"
                        + " order by beat_at desc limit 1",
                rows -> new Testimony.Beat(
                        rows.getString(1), rows.getString(2), instant(rows, 3), rows.getString(4), rows.getLong(5)));
        List<Testimony.Entry> census = list(
                "the census",
                "select taken_at, table_schema, table_name, row_count, sum_column, total::text from ("
                        + "select *, row_number() over (partition by table_schema, table_name order by taken_at desc)"
                        + " as age from dr.census) c where age <= 2 order by taken_at desc, 2, 3",
                rows -> new Testimony.Entry(
                        instant(rows, 1),
                        new TableName(rows.getString(2), rows.getString(3)),
                        rows.getLong(4),
                        Optional.ofNullable(rows.getString(5)),
                        number(rows, 6)));
        return Optional.of(new Testimony(
                beats.stream().findFirst(),
                census,
                objects("the recorded shape", "select kind, name, definition from dr.shape")));
    }

    @Override
    public Count count(TableName table, Optional<String> sum) {
        String total = sum.map(column -> "coalesce(sum(" + Identifiers.quote(column) + "), 0)::numeric::text")
                .orElse("null::text");
        return session.ask(
                "the rows of " + table,
                PAST_INDEXES,
                "select count(*), " + total
                        + ", (select pg_relation_size(t) + coalesce((select sum(pg_relation_size(relid))"
                        + " from pg_partition_tree(t) where relid <> t), 0) from (select cast(? as regclass) as t) s)"
                        + "::bigint from " + Identifiers.quote(table),
                List.of(Identifiers.quote(table)),
                first(rows -> new Count(rows.getLong(1), number(rows, 2), rows.getLong(3))));
    }

    @Override
    public List<String> corruptionOfHeap(TableName table) {
        return amcheck(
                "the heap of " + table,
                "select 'page ' || blkno || coalesce(', row ' || offnum, '') || ': ' || msg from " + amcheck()
                        + ".verify_heapam(relation => cast(? as regclass), on_error_stop => true, check_toast => true)"
                        + " limit 3",
                table);
    }

    @Override
    public Optional<String> corruptionOfIndex(TableName index) {
        return amcheck(
                        "the index " + index,
                        "select null::text from (select " + amcheck() + ".bt_index_check(cast(? as regclass), true)) c",
                        index)
                .stream()
                .findFirst();
    }

    @Override
    public Optional<String> ask(String sql) {
        if (sql.indexOf(';') >= 0) {
            throw Problem.of(
                            "probe.two-statements",
                            "A declared query has a semicolon in it, and could be two statements.",
                            "Write one SELECT without a semicolon.")
                    .asException();
        }
        // As a scalar subquery it is one SELECT of one value, or an error; the line break ends a comment.
        return session.ask(
                "a declared query",
                USUAL_PATH,
                "select (" + sql + "\n)::text",
                List.of(),
                first(rows -> Optional.ofNullable(rows.getString(1))));
    }

    @Override
    public void close() {
        session.close();
    }

    private List<String> amcheck(String what, String sql, TableName name) {
        try {
            return session
                    .attempt(what, NO_SETTINGS, sql, List.of(Identifiers.quote(name)), each(rows -> rows.getString(1)))
                    .stream()
                    .filter(Objects::nonNull)
                    .toList();
        } catch (SQLException e) {
            if (SqlProblems.isCorruption(e)) {
                return List.of(SqlProblems.corruption(e));
            }
            throw session.unanswered(e, what);
        }
    }

    /** The schema amcheck was installed in. */
    private String amcheck() {
        List<String> schemas = list(
                "where amcheck is",
                "select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace"
                        + " where e.extname = 'amcheck'",
                rows -> rows.getString(1));
        return schemas.stream().findFirst().map(Identifiers::quote).orElseThrow(PostgresProbe::noAmcheck);
    }

    private static ProblemException noAmcheck() {
        return Problem.of(
                        "probe.no-amcheck",
                        "The extension amcheck is not installed in the copy.",
                        "Create the extension on the source; docs/validation.md has the statements.")
                .asException();
    }

    private boolean exists(String relation) {
        return session.ask(
                "whether there is " + relation,
                NO_SETTINGS,
                "select to_regclass(?) is not null",
                List.of(relation),
                first(rows -> rows.getBoolean(1)));
    }

    private SortedMap<CatalogObject, String> objects(String question, String sql) {
        return session.ask(question, NO_SETTINGS, sql, List.of(), rows -> {
            SortedMap<CatalogObject, String> objects = new TreeMap<>();
            while (rows.next()) {
                objects.put(new CatalogObject(rows.getString(1), rows.getString(2)), rows.getString(3));
            }
            return objects;
        });
    }

    private <T> T one(String question, String sql, Session.Answer<T> row) {
        return session.ask(question, NO_SETTINGS, sql, List.of(), first(row));
    }

    private <T> List<T> list(String question, String sql, Session.Answer<T> row) {
        return session.ask(question, NO_SETTINGS, sql, List.of(), each(row));
    }

    private static <T> Session.Answer<List<T>> each(Session.Answer<T> row) {
        return rows -> {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.of(rows));
            }
            return all;
        };
    }

    private static <T> Session.Answer<T> first(Session.Answer<T> row) {
        return rows -> {
            rows.next();
            return row.of(rows);
        };
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Optional<BigDecimal> number(ResultSet rows, int column) throws SQLException {
        // As text, because a numeric may be NaN, which no BigDecimal is.
        String text = rows.getString(column);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new SQLException("the sum is no number", "22000");
        }
    }
}
