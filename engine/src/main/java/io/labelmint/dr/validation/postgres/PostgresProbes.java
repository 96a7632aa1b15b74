package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.Problem;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.validation.DatabaseAddress;
import io.labelmint.dr.validation.DatabaseAddress.Plain;
import io.labelmint.dr.validation.DatabaseAddress.Tls;
import io.labelmint.dr.validation.DatabaseProbe;
import io.labelmint.dr.validation.DatabaseProbes;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens connections with the driver itself and never through {@link java.sql.DriverManager}: in Jenkins that one belongs
 * to another class loader than the driver, and finds none.
 */
public final class PostgresProbes implements DatabaseProbes {
    /** A connection over TLS takes a few round trips; an instance that needs longer is not up. */
    private static final Duration CONNECTING = Duration.ofSeconds(15);

    private final Timeline timeline;

    /** Measures time by {@code timeline}. */
    public PostgresProbes(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public DatabaseProbe connect(DatabaseAddress address, Duration timeLimit) {
        Connection connection = null;
        try {
            connection = open(address, "dr-validation");
            return new PostgresProbe(new Session(connection, timeline, timeLimit));
        } catch (SQLException e) {
            close(connection);
            throw SqlProblems.connecting(e, address.host(), address.port(), address.database(), address.user())
                    .asException();
        }
    }

    /** A connection to {@code address} that shows itself as {@code application}. */
    static Connection open(DatabaseAddress address, String application) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, address.user());
        PGProperty.PASSWORD.set(properties, address.password().reveal());
        PGProperty.APPLICATION_NAME.set(properties, application);
        PGProperty.CONNECT_TIMEOUT.set(properties, (int) CONNECTING.toSeconds());
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) CONNECTING.toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        encrypt(address, properties);
        String url = "jdbc:postgresql://" + (address.host().contains(":") ? "[" + address.host() + "]" : address.host())
                + ":" + address.port() + "/" + URLEncoder.encode(address.database(), StandardCharsets.UTF_8);
        return new Driver().connect(url, properties);
    }

    private static void encrypt(DatabaseAddress address, Properties properties) {
        if (address.encryption() instanceof Tls tls) {
            PGProperty.SSL_MODE.set(properties, tls.hostName() ? "verify-full" : "verify-ca");
            if (tls.authorities().isPresent()) {
                PGProperty.SSL_ROOT_CERT.set(
                        properties, readable(tls.authorities().get()));
            } else {
                PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
            }
        } else if (address.encryption() instanceof Plain && isThisMachine(address.host())) {
            PGProperty.SSL_MODE.set(properties, "disable");
        } else {
            throw Problem.of(
                            "probe.in-clear",
                            "A password is not sent in clear text to " + address.host() + ".",
                            "Connect with TLS.")
                    .asException();
        }
    }

    private static String readable(Path file) {
        if (!Files.isReadable(file)) {
            throw Problem.of(
                            "probe.no-ca-bundle",
                            "There is no readable file " + file + " with the certificate authorities of RDS.",
                            "Download global-bundle.pem from https://truststore.pki.rds.amazonaws.com/global/ to it, or"
                                    + " correct validation.caBundle.")
                    .asException();
        }
        return file.toString();
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void close(Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // Why it was not usable is told already.
            }
        }
    }
}
