package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.estate.Validation.Table;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A source as docs/validation.md has it set up: an application's tables, the two roles, and the heartbeat. */
final class SourceDatabase {
    static final String NAME = "orders";
    static final int ORDERS = 20_000;

    private SourceDatabase() {}

    static void create(PostgresServer server) throws SQLException {
        server.run(
                "postgres",
                "create role orders_app",
                "create role reporting",
                "create role " + PostgresServer.WRITER + " login password '" + server.password.replace("'", "''") + "'",
                "create role " + PostgresServer.PROBE + " login password '" + server.password.replace("'", "''") + "'",
                "grant pg_read_all_data to " + PostgresServer.PROBE,
                "create database " + NAME);
        server.run(
                NAME,
                "create extension amcheck",
                "grant execute on function bt_index_check(regclass, boolean) to " + PostgresServer.PROBE,
                "grant execute on function verify_heapam(regclass, boolean, boolean, text, bigint, bigint) to "
                        + PostgresServer.PROBE,
                "create table public.orders (id bigint primary key, customer text not null, total numeric(12, 2) not"
                        + " null default 0, note text)",
                "create index orders_customer on public.orders (customer)",
                "create table public.order_lines (order_id bigint references public.orders (id), line int, primary key"
                        + " (order_id, line))",
                "insert into public.orders select n, 'customer ' || n % 500, n % 100, repeat('x', 50) from"
                        + " generate_series(1, " + ORDERS + ") n",
                "create sequence public.ticket",
                "insert into public.order_lines select n, 1 from generate_series(1, " + ORDERS + ") n",
                "grant create on database " + NAME + " to " + PostgresServer.WRITER,
                "grant select on public.orders, public.order_lines to " + PostgresServer.WRITER);
    }

    static List<Table> tables() {
        return List.of(
                new Table("public.orders", Optional.of(1000L), new BigDecimal("0.01"), Optional.of("total")),
                new Table("public.order_lines", Optional.empty(), new BigDecimal("0.01"), Optional.empty()));
    }

    /** Has the source write its testimony; what it says is of the moment that is returned. */
    static Instant testify(PostgresServer server, String database, String estate, String store) {
        try (Heartbeat heartbeat = Heartbeat.connect(server.address(database, PostgresServer.WRITER))) {
            heartbeat.install(tables());
            heartbeat.takeCensus();
            return heartbeat.beat(estate, store).at();
        }
    }
}
