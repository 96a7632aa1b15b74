package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.validation.DatabaseAddress;
import io.labelmint.dr.validation.DatabaseAddress.Encryption;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.Driver;

/**
 * A real server on this machine, for one class of tests. PostgreSQL does not run as root; for root it is started in a user
 * namespace of its own, by {@code unshare -U}.
 */
final class PostgresServer implements AutoCloseable {
    static final String PROBE = "dr_probe";
    static final String WRITER = "dr_heartbeat";

    /** Made up at each start: it opens nothing but this server. */
    final String password = UUID.randomUUID() + "'%&=\u00e9";

    private final EmbeddedPostgres server;
    private final Path data;

    private PostgresServer(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /** Starts one in {@code folder}; without a platform for it the tests are skipped. */
    static PostgresServer start(Path folder) throws IOException, SQLException {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the PostgreSQL server of the tests is one for Linux on amd64");
        Assumptions.assumeTrue(
                !System.getProperty("user.name").equals("root") || mayUnshare(),
                "PostgreSQL does not run as root, and root has no user namespaces here");
        Path data = folder.resolve("data");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data.toFile())
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setPGStartupWait(Duration.ofMinutes(2))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "off")
                .setServerConfig("autovacuum", "off")
                .start();
        PostgresServer started = new PostgresServer(server, data);
        // Superusers are trusted, the roles of the product prove who they are.
        Files.writeString(
                data.resolve("pg_hba.conf"),
                "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        started.run("postgres", "select pg_reload_conf()");
        return started;
    }

    private static boolean mayUnshare() throws IOException {
        try {
            return new ProcessBuilder("unshare", "-U", "true")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    int port() {
        return server.getPort();
    }

    DatabaseAddress address(String database, String user) {
        return address(database, user, new DatabaseAddress.Plain());
    }

    DatabaseAddress address(String database, String user, Encryption encryption) {
        return new DatabaseAddress("localhost", port(), database, user, new Secret(password), encryption);
    }

    /** Runs statements as the superuser, one at a time. */
    void run(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String ask(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Has it speak TLS too, with {@code certificate}. */
    void present(Certificate certificate) throws SQLException {
        run(
                "postgres",
                "alter system set ssl_cert_file = '" + certificate.pem() + "'",
                "alter system set ssl_key_file = '" + certificate.key() + "'",
                "alter system set ssl = on",
                "select pg_reload_conf()");
    }

    /** A copy as a restore makes it: byte for byte, and nothing of it in the memory of the server. */
    void copy(String source, String copy) throws SQLException {
        run("postgres", "create database " + copy + " template " + source + " strategy file_copy");
    }

    /** Overwrites bytes of the file of {@code relation}, of which nothing may have been read yet. */
    void damage(String database, String relation, long position, int length) throws SQLException, IOException {
        Path file = data.resolve(ask(database, "select pg_relation_filepath('" + relation + "')"));
        byte[] junk = new byte[length];
        java.util.Arrays.fill(junk, (byte) 0x5A);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(junk), position);
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        return new Driver().connect("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, properties);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
