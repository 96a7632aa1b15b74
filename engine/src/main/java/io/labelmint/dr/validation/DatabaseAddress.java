package io.labelmint.dr.validation;

import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.outside.Secrets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a database is, and who asks it. Prints without the password.
 *
 * @param host host name or address
 * @param port TCP port
 * @param database name of the database
 * @param user role
 * @param password its password
 * @param encryption what must be known of the server before the password is sent
 */
public record DatabaseAddress(
        String host, int port, String database, String user, Secret password, Encryption encryption) {

    /** The address of the copy at {@code host} as {@code validation} declares it; reads the password. */
    public static DatabaseAddress of(Validation validation, String host, int port, Secrets secrets) {
        return new DatabaseAddress(
                host,
                port,
                validation.database(),
                validation.user(),
                secrets.read(validation.password()),
                Tls.of(validation));
    }

    /** What must be known of the server. */
    public sealed interface Encryption {}

    /**
     * TLS.
     *
     * @param hostName whether the certificate must name the host
     * @param authorities PEM file with the authorities it must come from; without one, those this Java trusts
     */
    public record Tls(boolean hostName, Optional<Path> authorities) implements Encryption {
        /** As {@code validation} declares it. */
        public static Tls of(Validation validation) {
            return new Tls(
                    validation.tls() == Validation.Tls.VERIFY_FULL,
                    validation.caBundle().map(Path::of));
        }
    }

    /** Nothing: in clear text. Refused for any host but this one. */
    public record Plain() implements Encryption {}
}
