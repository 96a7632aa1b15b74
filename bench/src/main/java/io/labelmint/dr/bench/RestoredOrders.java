package io.labelmint.dr.bench;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.validation.DatabaseAddress;
import io.labelmint.dr.validation.postgres.Heartbeat;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.postgresql.Driver;

/** A server of this machine with a copy of a database of one table, as a restore leaves it. */
final class RestoredOrders implements AutoCloseable {
    static final String SUPERUSER = "postgres";
    static final String COPY = "copy";

    private static final String ESTATE = """
            project: bench
            environment: mark
            regions: { primary: us-east-1, dr: us-west-2 }
            databases:
              - id: orders-db
                instance: bench-orders
                validation:
                  database: copy
                  user: postgres
                  password: { environment: NONE }
                  tables: [{ name: public.orders, sum: total }]
                  roles: [postgres]
                  heartbeat: { maxAge: 5m }
                  queries: [{ name: none-below, sql: select count(*) from orders where total < 0, expect: "0" }]
                  timeLimit: 2h
                objectives: { rpo: 24h, rto: 24h }
            """;

    final Estate estate = EstateLoader.parse(ESTATE, "bench.yaml");
    private final EmbeddedPostgres server;

    RestoredOrders(Path folder) throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data").toFile())
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setPGStartupWait(Duration.ofMinutes(2))
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "8GB")
                .start();
    }

    /**
     * Makes the source and the copy.
     *
     * @return the moment the copy is of
     */
    Instant restore(long rows) throws SQLException {
        Instant beat;
        run(SUPERUSER, "create database source");
        run(
                "source",
                "create extension amcheck",
                "create table public.orders (id bigint not null, customer int not null, total numeric(12, 2) not null,"
                        + " placed timestamptz not null)",
                "insert into public.orders select n, (n::bigint * 7919) % 1000003, n % 1000, timestamptz '2026-01-01'"
                        + " + n * interval '1 second' from generate_series(1, " + rows + ") n",
                "alter table public.orders add primary key (id)",
                "create index orders_customer on public.orders (customer)",
                "vacuum (analyze) public.orders");
        try (Heartbeat heartbeat = Heartbeat.connect(address("source"))) {
            heartbeat.install(
                    estate.databases().get(0).validation().orElseThrow().tables());
            heartbeat.takeCensus();
            beat = heartbeat.beat(estate.name(), "orders-db").at();
        }
        run(SUPERUSER, "create database " + COPY + " template source strategy file_copy");
        return beat;
    }

    int port() {
        return server.getPort();
    }

    DatabaseAddress address(String database) {
        return new DatabaseAddress(
                "localhost", port(), database, SUPERUSER, new Secret("none"), new DatabaseAddress.Plain());
    }

    private void run(String database, String... statements) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        try (Connection connection =
                        new Driver().connect("jdbc:postgresql://localhost:" + port() + "/" + database, properties);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
