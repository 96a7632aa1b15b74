package io.labelmint.dr.validation;

import io.labelmint.dr.estate.CacheValidation;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.outside.Secrets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a Redis group is, and who asks it. Prints without the password.
 *
 * @param host host name or address; with cluster mode that of the endpoint that tells of the shards
 * @param port TCP port
 * @param clusterMode whether its keys are spread over shards, each of which is asked
 * @param user user; without one, the default user
 * @param password its password; without one, none is sent
 * @param encryption what must be known of the server before anything is sent
 */
public record CacheAddress(
        String host,
        int port,
        boolean clusterMode,
        Optional<String> user,
        Optional<Secret> password,
        DatabaseAddress.Encryption encryption) {

    /** The address of the copy at {@code host} as {@code validation} declares it; reads the password. */
    public static CacheAddress of(
            CacheValidation validation, String host, int port, boolean clusterMode, Secrets secrets) {
        return new CacheAddress(
                host,
                port,
                clusterMode,
                validation.user(),
                validation.password().map(secrets::read),
                encryption(validation));
    }

    private static DatabaseAddress.Encryption encryption(CacheValidation validation) {
        return validation.tls() == CacheValidation.Tls.NONE
                ? new DatabaseAddress.Plain()
                : new DatabaseAddress.Tls(
                        validation.tls() == CacheValidation.Tls.VERIFY_FULL,
                        validation.caBundle().map(Path::of));
    }
}
